/**
 * PDF: the text layer with a box for each line, and which pages have none. Start at {@link
 * io.fumikura.ingest.parse.pdf.PdfParser}.
 */
@NullMarked
package io.fumikura.ingest.parse.pdf;

import org.jspecify.annotations.NullMarked;

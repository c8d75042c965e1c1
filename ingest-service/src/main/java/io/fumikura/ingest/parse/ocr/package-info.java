/**
 * What a picture of a page says, as blocks of that page. The engine is the module {@code ocr}'s;
 * here its result becomes what every format becomes. Start at {@link
 * io.fumikura.ingest.parse.ocr.PageOcr}.
 */
@NullMarked
package io.fumikura.ingest.parse.ocr;

import org.jspecify.annotations.NullMarked;

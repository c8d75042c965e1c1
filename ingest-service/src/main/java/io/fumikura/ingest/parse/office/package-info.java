/**
 * DOCX, XLSX and PPTX. Their XML is read as a stream and not, as POI's document classes do, into a
 * tree that takes ten times its size: however long a document is, a few paragraphs of it are in
 * memory. POI gives what the XML alone does not say: how numbers and dates are shown, and what an
 * OLE2 file is. Start at {@link io.fumikura.ingest.parse.office.OfficeParser}.
 */
@NullMarked
package io.fumikura.ingest.parse.office;

import org.jspecify.annotations.NullMarked;

/**
 * What another OCR engine says of a page, in its own JSON, as a page of ours. Which of its fields
 * is what stands in a mapping file and not in code. Values in, values out: no HTTP. Start at {@link
 * io.fumikura.ingest.ocr.mapping.OcrDocumentMapper}.
 */
@NullMarked
package io.fumikura.ingest.ocr.mapping;

import org.jspecify.annotations.NullMarked;

/** What a picture of a page says, with scripted results and with the miniature model. */
@NullMarked
package io.fumikura.ingest.parse.ocr;

import org.jspecify.annotations.NullMarked;

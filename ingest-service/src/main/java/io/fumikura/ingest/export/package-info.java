/**
 * Documents as files of other formats, made page by page from what is stored. Start at {@link
 * io.fumikura.ingest.export.Exports}.
 */
@NullMarked
package io.fumikura.ingest.export;

import org.jspecify.annotations.NullMarked;

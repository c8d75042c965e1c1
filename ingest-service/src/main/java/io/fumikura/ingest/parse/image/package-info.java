/**
 * Pictures of pages: what their headers say. Start at {@link
 * io.fumikura.ingest.parse.image.ImageParser}.
 */
@NullMarked
package io.fumikura.ingest.parse.image;

import org.jspecify.annotations.NullMarked;

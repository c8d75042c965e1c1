/**
 * Pages as pictures to be looked at, with lines marked. Drawn from the original when they are asked
 * for. Start at {@link io.fumikura.ingest.picture.PagePictures}.
 */
@NullMarked
package io.fumikura.ingest.picture;

import org.jspecify.annotations.NullMarked;

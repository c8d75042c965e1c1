/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.ingest.chunk;

import org.jspecify.annotations.NullMarked;

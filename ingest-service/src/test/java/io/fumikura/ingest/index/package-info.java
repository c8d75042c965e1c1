/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.ingest.index;

import org.jspecify.annotations.NullMarked;

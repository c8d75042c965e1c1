/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.ingest.blob;

import org.jspecify.annotations.NullMarked;

/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.ingest.delivery;

import org.jspecify.annotations.NullMarked;

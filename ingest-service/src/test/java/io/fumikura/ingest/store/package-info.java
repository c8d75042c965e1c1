/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.ingest.store;

import org.jspecify.annotations.NullMarked;

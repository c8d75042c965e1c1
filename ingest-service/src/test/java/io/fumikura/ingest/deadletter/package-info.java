/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.ingest.deadletter;

import org.jspecify.annotations.NullMarked;

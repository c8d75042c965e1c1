/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.ingest.intake;

import org.jspecify.annotations.NullMarked;

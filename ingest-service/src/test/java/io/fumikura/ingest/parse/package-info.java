/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.ingest.parse;

import org.jspecify.annotations.NullMarked;

/** Tests of {@code io.fumikura.ingest.parse.office}. */
@NullMarked
package io.fumikura.ingest.parse.office;

import org.jspecify.annotations.NullMarked;

/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.inference.batch;

import org.jspecify.annotations.NullMarked;

/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.inference;

import org.jspecify.annotations.NullMarked;

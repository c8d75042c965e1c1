/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.inference.text;

import org.jspecify.annotations.NullMarked;

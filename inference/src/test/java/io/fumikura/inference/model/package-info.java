/** Tests of the package of the same name. */
@NullMarked
package io.fumikura.inference.model;

import org.jspecify.annotations.NullMarked;

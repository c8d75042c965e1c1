/** Tests of the package of the same name, against the miniature model. */
@NullMarked
package io.fumikura.embedding;

import org.jspecify.annotations.NullMarked;

/** Tests of the package of the same name, against the miniature model. */
@NullMarked
package io.fumikura.reranker;

import org.jspecify.annotations.NullMarked;

/**
 * Passages to scores for a question. Start at {@link io.fumikura.query.rerank.PassageReranker}; the
 * adapter behind it is the only code that knows reranker-service's routes.
 */
@NullMarked
package io.fumikura.query.rerank;

import org.jspecify.annotations.NullMarked;

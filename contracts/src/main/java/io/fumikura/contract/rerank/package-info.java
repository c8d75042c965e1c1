/**
 * What reranker-service speaks over REST: the TEI dialect. Start at {@link
 * io.fumikura.contract.rerank.RerankApi}.
 */
@NullMarked
package io.fumikura.contract.rerank;

import org.jspecify.annotations.NullMarked;

/**
 * What reranker-service speaks over REST: the dialects of TEI ({@link
 * io.fumikura.contract.rerank.RerankApi}, where to start), Cohere and Jina.
 */
@NullMarked
package io.fumikura.contract.rerank;

import org.jspecify.annotations.NullMarked;

/**
 * Query and passages to scores. REST comes in at {@link io.fumikura.reranker.RerankResource} (TEI),
 * {@link io.fumikura.reranker.CohereRerankResource} and {@link
 * io.fumikura.reranker.JinaRerankResource}; all three call {@link io.fumikura.reranker.Reranker},
 * which is where to start reading.
 */
@NullMarked
package io.fumikura.reranker;

import org.jspecify.annotations.NullMarked;

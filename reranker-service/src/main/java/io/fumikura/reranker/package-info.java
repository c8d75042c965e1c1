/**
 * Query and passages to scores. REST comes in at {@link io.fumikura.reranker.RerankResource}, which
 * calls {@link io.fumikura.reranker.Reranker}; start reading there.
 */
@NullMarked
package io.fumikura.reranker;

import org.jspecify.annotations.NullMarked;

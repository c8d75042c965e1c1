/**
 * A question to ranked passages. Start at {@link io.fumikura.query.search.SearchPipeline}. Depends
 * on the ports of {@code embed} and {@code rerank} and on chunk-index; knows no HTTP but in its
 * resource.
 */
@NullMarked
package io.fumikura.query.search;

import org.jspecify.annotations.NullMarked;

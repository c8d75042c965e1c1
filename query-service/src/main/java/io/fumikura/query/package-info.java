/**
 * query-service put together: configuration, beans, readiness and status. Start reading at {@link
 * io.fumikura.query.search.SearchPipeline} for what a search is and at {@link
 * io.fumikura.query.answer.AnswerPipeline} for what an answer is. Nothing depends on this package.
 */
@NullMarked
package io.fumikura.query;

import org.jspecify.annotations.NullMarked;

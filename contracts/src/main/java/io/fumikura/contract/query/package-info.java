/**
 * What query-service speaks over REST: search and answers. Start at {@link
 * io.fumikura.contract.query.SearchRequest} and {@link io.fumikura.contract.query.AnswerRequest}.
 */
@NullMarked
package io.fumikura.contract.query;

import org.jspecify.annotations.NullMarked;

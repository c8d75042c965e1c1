/**
 * Passages to an answer. Start at {@link io.fumikura.query.answer.AnswerPipeline}. Depends on the
 * search and on the port {@link io.fumikura.query.answer.AnswerModel}; only the classes named
 * Ollama know LangChain4j.
 */
@NullMarked
package io.fumikura.query.answer;

import org.jspecify.annotations.NullMarked;

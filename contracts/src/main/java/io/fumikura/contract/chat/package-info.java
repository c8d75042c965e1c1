/**
 * OpenAI's chat completions, as far as query-service speaks them. Start at {@link
 * io.fumikura.contract.chat.ChatRequest}. Depends on Jackson and Jakarta Validation only.
 */
@NullMarked
package io.fumikura.contract.chat;

import org.jspecify.annotations.NullMarked;

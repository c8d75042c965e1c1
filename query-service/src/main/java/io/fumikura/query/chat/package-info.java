/**
 * OpenAI's chat completions over the same answers. Start at {@link
 * io.fumikura.query.chat.ChatResource}. Depends on {@code answer} and on contracts' chat records.
 */
@NullMarked
package io.fumikura.query.chat;

import org.jspecify.annotations.NullMarked;

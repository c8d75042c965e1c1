package io.fumikura.reranker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every dialect asks for, in one form.
 *
 * @param truncate cut what does not fit the model (true) or refuse the call (false)
 * @param maxPassageTokens cut each passage after so many tokens of its own; null: only what does
 *     not fit is cut
 */
public record Question(
        String query, List<String> passages, boolean truncate, @Nullable Integer maxPassageTokens) {

    public Question {
        passages = List.copyOf(passages);
    }
}

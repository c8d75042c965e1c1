package io.fumikura.serving;

import io.fumikura.inference.TextResult.Cost;
import java.time.Duration;
import java.util.Locale;

/** What a call goes through, one after another; the word of its histogram and its span. */
enum Stage {
    /** Texts become tokens. */
    TOKENISE,
    /** From admission until the first batch of the call begins. */
    QUEUE,
    /** The batches the call is part of, summed. */
    INFERENCE;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Duration of(Cost cost) {
        return switch (this) {
            case TOKENISE -> cost.tokenization();
            case QUEUE -> cost.queue();
            case INFERENCE -> cost.inference();
        };
    }
}

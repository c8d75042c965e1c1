package io.fumikura.query;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What is kept of conversations, for callers who give a {@code conversation_id}. */
public interface ConversationsConfig {
    /** Whether questions and answers are kept in PostgreSQL at all. */
    @WithDefault("false")
    boolean stored();

    /** Turns of one conversation; the oldest go. */
    @WithDefault("50")
    @Min(1)
    @Max(1000)
    int maxTurns();

    /** Turns of all conversations of one caller; the oldest go. */
    @WithDefault("2000")
    @Min(1)
    int maxTurnsOfACaller();

    /** How long a turn is kept. */
    @WithDefault("30d")
    Duration maxAge();

    /**
     * How often turns are deleted that have become too old, which are not shown before, either; and
     * with them the questions and thumbs older than {@code query.log-max-age}.
     */
    @WithDefault("1h")
    Duration purgeEvery();
}

package io.fumikura.query.log;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code query.query_log}.
 *
 * <p>An entity must have fields that Hibernate can write; nobody else does.
 */
@Entity
@Table(name = "query_log", schema = "query")
public class LoggedQuery extends PanacheEntityBase {
    @Id @Nullable UUID id;

    @Nullable Instant askedAt;

    /** Whose documents were searched. */
    @Nullable String tenant;

    /** The name of the key or of the person who asked. */
    @Nullable String caller;

    /** {@code search} or {@code answer}. */
    @Nullable String route;

    /** The question. Rows of before the whole log became opt-in may have none. */
    @Nullable String queryText;

    int queryLength;
    int hits;

    /** The best hit's score; null when there was none. */
    @Nullable Double bestScore;

    /** How candidates were found, or how the answer was made. */
    @Nullable String outcome;

    /** Names separated by commas; empty when all was well. */
    @Nullable String degraded;

    /** Milliseconds from the question to the response. */
    double totalMs;

    @Nullable String traceId;
}

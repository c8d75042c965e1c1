package io.fumikura.query.log;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code query.feedback}. There may be no row of the query it is about: the query log is
 * kept as well as it can be.
 */
@Entity
@Table(name = "feedback", schema = "query")
public class Feedback extends PanacheEntityBase {
    @Id @Nullable UUID id;

    @Nullable UUID queryId;
    @Nullable Instant givenAt;

    /** {@code up} or {@code down}. */
    @Nullable String thumbs;

    @Nullable String note;
}

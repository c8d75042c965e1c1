package io.fumikura.query.log;

import io.fumikura.access.Caller;
import io.fumikura.contract.query.FeedbackRequest;
import io.fumikura.contract.query.FeedbackRequest.JudgedHit;
import io.fumikura.contract.query.FeedbackRequest.Thumbs;
import io.fumikura.contract.query.Judgement;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code query.feedback}. There may be no row of the query it is about: the query log is
 * kept as well as it can be, and only where the operator wants one.
 */
@Entity
@Table(name = "feedback", schema = "query")
public class Feedback extends PanacheEntityBase {
    @Id @Nullable UUID id;

    @Nullable UUID queryId;
    @Nullable Instant givenAt;

    /** Whose question it was, or was to be. */
    @Nullable String tenant;

    /** The name of the key or of the person who gave it. */
    @Nullable String caller;

    /** {@code up} or {@code down}. */
    @Nullable String thumbs;

    /** Of the hit it is about, as is {@code ordinal}; null when it is about the whole response. */
    @Nullable UUID documentId;

    @Nullable Integer ordinal;

    @Nullable String note;

    static Feedback of(Caller caller, FeedbackRequest request) {
        Feedback row = new Feedback();
        row.id = UUID.randomUUID();
        row.queryId = request.queryId();
        row.givenAt = Instant.now();
        row.tenant = caller.tenant();
        row.caller = caller.name();
        row.thumbs = request.thumbs().name().toLowerCase(Locale.ROOT);
        JudgedHit hit = request.hit();
        row.documentId = hit == null ? null : hit.documentId();
        row.ordinal = hit == null ? null : hit.ordinal();
        row.note = request.note();
        return row;
    }

    Judgement judgement(@Nullable String query) {
        return new Judgement(
                Objects.requireNonNull(queryId),
                query,
                Thumbs.valueOf(Objects.requireNonNull(thumbs).toUpperCase(Locale.ROOT)),
                documentId == null || ordinal == null ? null : new JudgedHit(documentId, ordinal),
                note,
                Objects.requireNonNull(givenAt));
    }
}

package io.fumikura.ingest.deadletter;

import io.fumikura.contract.event.DeadLetter;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dead letter as it is kept for operators. */
@Entity
@Table(name = "dead_letters")
public class DeadLetterRow {
    @Id public UUID id;

    public String tenant;

    @Column(name = "document_id")
    public @Nullable UUID documentId;

    public String topic;
    public int partition;

    @Column(name = "\"offset\"")
    public long offset;

    public @Nullable String key;
    public byte[] value;
    public String stage;
    public String code;
    public String reason;
    public int attempts;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "replayed_at")
    public @Nullable Instant replayedAt;

    /** Since when nobody wants to see it; the record itself is gone. */
    @Column(name = "discarded_at")
    public @Nullable Instant discardedAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected DeadLetterRow() {}

    public DeadLetterRow(DeadLetter letter) {
        this.id = letter.id();
        this.tenant = letter.tenant();
        this.documentId = letter.documentId();
        this.topic = letter.topic();
        this.partition = letter.partition();
        this.offset = letter.offset();
        this.key = withoutNul(letter.key());
        this.value = Base64.getDecoder().decode(letter.valueBase64());
        this.stage = letter.stage();
        this.code = letter.code();
        this.reason = letter.reason().replace("\0", "");
        this.attempts = letter.attempts();
        this.createdAt = letter.at();
    }

    /**
     * Whether the other is about the same record: it came again, or the record was handled again.
     * Of one that was discarded only its time is left.
     */
    boolean isOfTheRecordOf(DeadLetterRow other) {
        boolean sameTime =
                createdAt
                        .truncatedTo(ChronoUnit.MILLIS)
                        .equals(other.createdAt.truncatedTo(ChronoUnit.MILLIS));
        return sameTime
                || (discardedAt == null
                        ? Objects.equals(key, other.key) && Arrays.equals(value, other.value)
                        : other.createdAt.isBefore(discardedAt));
    }

    /** PostgreSQL keeps no such character in a text. */
    private static @Nullable String withoutNul(@Nullable String text) {
        return text == null ? null : text.replace("\0", "");
    }
}

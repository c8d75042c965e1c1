package io.fumikura.ingest.deadletter;

import io.fumikura.contract.event.DeadLetter;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.ingest.outbox.OutboxRecord;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records of ours that are too large for their topic. They are kept as dead letters at once, as
 * those could not go through Kafka either; a dead letter that is too large stays what it is.
 */
public final class UnsentRecords {
    /** They are in no partition; their place there is that in the outbox. */
    private static final int NOWHERE = -1;

    private final DeadLetters letters;

    public UnsentRecords(DeadLetters letters) {
        this.letters = letters;
    }

    /**
     * Keeping the same record again changes nothing.
     *
     * @param id of its row in the outbox
     */
    public Uni<Void> keep(long id, OutboxRecord unsent) {
        return Uni.createFrom().deferred(() -> letters.take(letter(id, unsent)));
    }

    static DeadLetter letter(long id, OutboxRecord unsent) {
        if (unsent.topic().equals(Topics.DEAD_LETTERS)) {
            return read(unsent);
        }
        String tenant = unsent.headers().getOrDefault(Topics.TENANT_HEADER, Topics.DEFAULT_TENANT);
        Fault fault =
                new Fault(
                        Fault.SEND,
                        ErrorCode.REQUEST_TOO_LARGE.wireName(),
                        String.format(
                                Locale.ROOT,
                                "Kafka takes no record of %,d bytes for %s",
                                unsent.value().length,
                                unsent.topic()),
                        1);
        return new RecordOrigin(unsent.topic(), NOWHERE, id, unsent.key(), tenant)
                .deadLetter(unsent.value(), fault, documentId(unsent.key()));
    }

    private static DeadLetter read(OutboxRecord letter) {
        try {
            return EventJson.read(letter.value(), DeadLetter.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys of ours begin with it; a record that is replayed has the key it came with. */
    private static Optional<UUID> documentId(@Nullable String key) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(key.replaceFirst("/.*", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

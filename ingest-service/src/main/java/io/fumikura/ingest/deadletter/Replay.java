package io.fumikura.ingest.deadletter;

import io.fumikura.access.Caller;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.outbox.ChunksToEmbed;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.outbox.OutboxRecord;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Inbox;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts a dead letter's record back on its topic and its document back to where it can go on. Only
 * once: what fails again comes back as a new dead letter. Steps of sending a document's passages
 * that came while it had failed were dropped, so all that are missing are sent.
 */
public final class Replay {
    private final Transactions transactions;
    private final Documents documents;
    private final RecordGeneration generation;
    private final Outbox outbox;
    private final ChunksToEmbed chunksToEmbed = new ChunksToEmbed();

    public Replay(Transactions transactions, Documents documents, Inbox inbox, Outbox outbox) {
        this.transactions = transactions;
        this.documents = documents;
        this.generation = new RecordGeneration(inbox);
        this.outbox = outbox;
    }

    /**
     * @throws ServiceException there is no such dead letter, or its record was too large to keep
     */
    public Uni<DeadLetterRow> replay(Caller caller, UUID id) {
        return transactions.run(() -> DeadLetters.lock(caller, id).chain(this::putBackOnce));
    }

    private Uni<DeadLetterRow> putBackOnce(DeadLetterRow letter) {
        if (letter.replayedAt != null) {
            return Uni.createFrom().item(letter);
        }
        if (letter.value.length == 0) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "The record was not kept and cannot be replayed; send it again");
        }
        letter.replayedAt = Instant.now();
        return failedDocument(letter)
                .chain(
                        failed ->
                                failed.isPresent()
                                        ? goOn(failed.get(), letter)
                                        : outbox.add(original(letter)))
                .replaceWith(letter);
    }

    private static OutboxRecord original(DeadLetterRow letter) {
        Map<String, String> headers =
                Map.of(
                        Topics.TENANT_HEADER,
                        letter.tenant,
                        Topics.EVENT_ID_HEADER,
                        letter.id.toString());
        // To a tenant's own topic only that tenant's producers write.
        String topic = RecordOrigin.isOfDocuments(letter.topic) ? Topics.DOCUMENTS : letter.topic;
        return new OutboxRecord(topic, letter.key, headers, letter.value);
    }

    private Uni<Void> goOn(DocumentRow document, DeadLetterRow letter) {
        if (RecordOrigin.isOfDocuments(letter.topic)) {
            document.enter(DocumentState.RECEIVED);
            return outbox.add(original(letter));
        }
        document.enter(DocumentState.EMBEDDING);
        Uni<Void> missing = chunksToEmbed.sendMissing(document);
        // The passage that was refused is one of them.
        return letter.topic.equals(Topics.CHUNKS)
                ? missing
                : missing.chain(() -> outbox.add(original(letter)));
    }

    /** The letter's document, if it is this letter's generation that failed. */
    private Uni<Optional<DocumentRow>> failedDocument(DeadLetterRow letter) {
        UUID documentId = letter.documentId;
        if (documentId == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return generation
                .of(letter)
                .chain(
                        about ->
                                documents
                                        .lock(documentId)
                                        .map(found -> found.filter(row -> failed(row, about))));
    }

    private static boolean failed(DocumentRow row, Optional<Integer> generation) {
        return row.state == DocumentState.FAILED && generation.equals(Optional.of(row.generation));
    }
}

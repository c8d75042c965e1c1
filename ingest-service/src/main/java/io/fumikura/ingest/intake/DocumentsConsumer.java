package io.fumikura.ingest.intake;

import io.fumikura.contract.event.CloudEvent;
import io.fumikura.contract.event.DocumentSubmitted;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.Fault;
import io.fumikura.ingest.deadletter.RecordOrigin;
import io.fumikura.ingest.delivery.Delivery;
import io.fumikura.ingest.intake.IncomingEvent.Submitted;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.RecordPosition;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One record of the documents topic: read → accept → parse or remove. Never fails: what cannot be
 * handled becomes a dead letter, and what cannot be handled now is tried until it can.
 */
public final class DocumentsConsumer {
    private final Delivery delivery = new Delivery();
    private final Transactions transactions;
    private final EventReader reader;
    private final EventIntake intake;
    private final IngestPipeline pipeline;
    private final Removal removal;

    public DocumentsConsumer(
            Transactions transactions,
            EventReader reader,
            EventIntake intake,
            IngestPipeline pipeline,
            Removal removal) {
        this.transactions = transactions;
        this.reader = reader;
        this.intake = intake;
        this.pipeline = pipeline;
        this.removal = removal;
    }

    /**
     * @param time of the record
     * @param value of the record; empty when it had none
     */
    public Uni<Void> take(RecordOrigin origin, Instant time, byte[] value) {
        Source source = new Source(origin, time);
        return delivery.settle(
                () ->
                        Transactions.offLoop(() -> reader.read(value, origin.tenant()))
                                .chain(event -> handle(source, event)),
                fault -> refuse(origin, value, fault));
    }

    /** The record that is being handled. */
    private record Source(RecordOrigin origin, Instant time) {
        RecordPosition position() {
            return new RecordPosition(origin.topic(), origin.partition(), origin.offset(), time);
        }
    }

    private Uni<Void> handle(Source source, IncomingEvent event) {
        if (event instanceof Submitted submitted) {
            return submitted.content() == null
                    ? fetchUnlessSettled(source, submitted)
                    : accept(source, submitted, submitted.content());
        }
        return intake.accept(event, source.position()).chain(removal::remove);
    }

    private Uni<Void> fetchUnlessSettled(Source source, Submitted event) {
        return intake.settled(event, source.position())
                .chain(
                        settled ->
                                settled.isPresent()
                                        ? ingest(source.origin(), event, settled.get())
                                        : Transactions.offLoop(() -> reader.fetch(event))
                                                .chain(fetched -> handle(source, fetched)));
    }

    private Uni<Void> accept(Source source, Submitted event, StagedBlob content) {
        return intake.accept(event, source.position())
                .onTermination()
                .invoke(content::discard)
                .chain(key -> ingest(source.origin(), event, key));
    }

    /** From here on the document is there, and a fault is its own. */
    private Uni<Void> ingest(RecordOrigin origin, Submitted event, GenerationKey key) {
        SourceRecord source =
                new SourceRecord(
                        origin,
                        new String(EventJson.write(withBlob(event)), StandardCharsets.UTF_8));
        return delivery.settle(
                () -> pipeline.ingest(key, source), fault -> pipeline.fail(key, fault, source));
    }

    /**
     * The event as it came, but with the content by its sum: it is in the blob store, and a dead
     * letter need not carry it again.
     */
    private static CloudEvent<DocumentSubmitted> withBlob(Submitted event) {
        Description description = event.description();
        StagedBlob content = event.content();
        ObjectReference reference = event.reference();
        String blob = reference == null ? event.sha256() : null;
        DocumentSubmitted data =
                new DocumentSubmitted(
                        event.header().documentId(),
                        description.title(),
                        description.contentType(),
                        null,
                        content == null ? blob : content.sha256(),
                        reference == null ? null : reference.uri(),
                        reference == null ? null : event.sha256(),
                        description.tags(),
                        description.groups(),
                        metadata(description));
        return new CloudEvent<>(
                CloudEvent.SPEC_VERSION,
                event.id(),
                event.header().source(),
                DocumentSubmitted.TYPE,
                description.fileName(),
                event.header().time(),
                "application/json",
                data);
    }

    @SuppressWarnings("unchecked") // a JSON object has names for keys
    private static Map<String, Object> metadata(Description description) {
        try {
            return EventJson.mapper().readValue(description.metadata(), Map.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new ServiceException(ErrorCode.INVALID_EVENT, "metadata is not JSON", e);
        }
    }

    /** Makes a record a dead letter, whatever is in it. */
    public Uni<Void> refuse(RecordOrigin origin, byte[] value, ServiceException fault) {
        return transactions.run(
                () ->
                        new Outbox()
                                .add(
                                        DeadLetters.outgoing(
                                                origin,
                                                value,
                                                Fault.of("intake", fault),
                                                Optional.empty())));
    }
}

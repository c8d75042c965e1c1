package io.fumikura.ingest;

import io.fumikura.contract.event.DeadLetter;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.problem.TraceIds;
import io.fumikura.contract.trace.RecordTrace;
import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.RecordOrigin;
import io.fumikura.ingest.delivery.Delivery;
import io.fumikura.ingest.index.Indexer;
import io.fumikura.ingest.index.VectorRecord;
import io.fumikura.ingest.intake.DocumentsConsumer;
import io.fumikura.ingest.intake.PagesConsumer;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.store.Transactions;
import io.fumikura.ingest.store.WorkTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The four topics this service reads. A record is acknowledged when its method's result completes;
 * the results never fail.
 */
@ApplicationScoped
public class KafkaInlets {
    private static final Logger LOG = Logger.getLogger(KafkaInlets.class);
    private static final byte[] NOTHING = new byte[0];

    private final DocumentsConsumer documents;
    private final PagesConsumer pages;
    private final Indexer indexer;
    private final DeadLetters deadLetters;
    private final OutboxRelay relay;
    private final Tracer tracer;
    private final Delivery delivery = new Delivery();

    KafkaInlets(
            DocumentsConsumer documents,
            PagesConsumer pages,
            Indexer indexer,
            DeadLetters deadLetters,
            OutboxRelay relay,
            Tracer tracer) {
        this.documents = documents;
        this.pages = pages;
        this.indexer = indexer;
        this.deadLetters = deadLetters;
        this.relay = relay;
        this.tracer = tracer;
    }

    @Incoming("documents")
    public Uni<Void> document(ConsumerRecord<String, byte[]> incoming) {
        String traceId = traceId(incoming);
        MDC.put(TraceIds.LOG_KEY, traceId);
        Context trace = RecordTrace.begin(tracer, Topics.DOCUMENTS, List.of(trace(incoming)));
        return inTrace(TraceIds.carried(trace, traceId), () -> take(incoming)).invoke(relay::wake);
    }

    private Uni<Void> take(ConsumerRecord<String, byte[]> incoming) {
        RecordTenant tenant =
                RecordTenant.of(incoming.topic(), header(incoming, Topics.TENANT_HEADER));
        RecordOrigin origin = origin(incoming, tenant.name());
        return tenant.refusal().isPresent()
                ? documents.refuse(
                        origin,
                        tenant.known() ? value(incoming) : NOTHING,
                        new ServiceException(ErrorCode.INVALID_EVENT, tenant.refusal().get()))
                : documents.take(origin, time(incoming), value(incoming));
    }

    @Incoming("pages")
    public Uni<Void> pages(ConsumerRecord<String, byte[]> incoming) {
        Context trace = RecordTrace.begin(tracer, Topics.PAGES, List.of(trace(incoming)));
        return inTrace(trace, () -> pages.take(origin(incoming), value(incoming)))
                .invoke(relay::wake);
    }

    @Incoming("vectors")
    public Uni<Void> vectors(ConsumerRecords<String, byte[]> batch) {
        List<VectorRecord> records = new ArrayList<>(batch.count());
        List<Context> traces = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> incoming : batch) {
            records.add(new VectorRecord(origin(incoming), value(incoming)));
            traces.add(trace(incoming));
        }
        Context trace = RecordTrace.begin(tracer, Topics.VECTORS, traces);
        return inTrace(trace, () -> indexer.take(records)).invoke(relay::wake);
    }

    @Incoming("dead-letters")
    public Uni<Void> deadLetter(ConsumerRecord<String, byte[]> incoming) {
        // It may hold a whole document.
        return Transactions.offLoop(() -> letter(incoming))
                .chain(read -> read.isPresent() ? keep(read.get()) : Uni.createFrom().voidItem())
                .invoke(relay::wake);
    }

    private static Optional<DeadLetter> letter(ConsumerRecord<String, byte[]> incoming) {
        try {
            return Optional.of(EventJson.read(value(incoming), DeadLetter.class));
        } catch (IOException e) {
            LOG.errorf(
                    "a record of %s is no dead letter: partition %d, offset %d",
                    incoming.topic(), incoming.partition(), incoming.offset());
            return Optional.empty();
        }
    }

    private Uni<Void> keep(DeadLetter letter) {
        return delivery.settle(
                () -> deadLetters.take(letter),
                fault -> {
                    LOG.errorf("dead letter %s was not kept: %s", letter.id(), fault);
                    return Uni.createFrom().voidItem();
                });
    }

    private static RecordOrigin origin(ConsumerRecord<String, byte[]> incoming) {
        return origin(
                incoming,
                RecordTenant.of(incoming.topic(), header(incoming, Topics.TENANT_HEADER)).name());
    }

    private static RecordOrigin origin(ConsumerRecord<String, byte[]> incoming, String tenant) {
        return new RecordOrigin(
                incoming.topic(), incoming.partition(), incoming.offset(), incoming.key(), tenant);
    }

    /** A record without a time counts as new. */
    private static Instant time(ConsumerRecord<String, byte[]> incoming) {
        return incoming.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                ? Instant.now()
                : Instant.ofEpochMilli(incoming.timestamp());
    }

    private static byte[] value(ConsumerRecord<String, byte[]> incoming) {
        byte[] value = incoming.value();
        return value == null ? NOTHING : value;
    }

    private static String traceId(ConsumerRecord<String, byte[]> incoming) {
        return TraceIds.ofRecord(
                header(incoming, Topics.TRACE_HEADER), header(incoming, "traceparent"));
    }

    private static Context trace(ConsumerRecord<String, byte[]> incoming) {
        return RecordTrace.read(name -> header(incoming, name));
    }

    /** Whatever the work leads to is in its trace, on other threads too. */
    private static Uni<Void> inTrace(Context trace, Supplier<Uni<Void>> work) {
        WorkTrace.attachHere(trace);
        return work.get().onTermination().invoke(() -> Span.fromContext(trace).end());
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> incoming, String name) {
        Header header = incoming.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}

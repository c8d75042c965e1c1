package io.fumikura.embedding;

import io.fumikura.contract.embedding.EmbeddingInput.Texts;
import io.fumikura.contract.embedding.InputKind;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.batch.Lane;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * {@code fumikura.chunks} → vectors → {@code fumikura.vectors}, in the bulk lane. A poll is
 * acknowledged when Kafka has acknowledged a vector or a dead letter for each of its records; a
 * service that dies before that reads them again. A busy model is waited for. A chunk that cannot
 * be read or computed becomes a dead letter, and the ones beside it do not notice.
 */
@ApplicationScoped
public class BulkEmbedding {
    private static final int MAX_ATTEMPTS = 3;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Logger LOG = Logger.getLogger(BulkEmbedding.class);

    private final Embedder embedder;
    private final VectorSender sender;
    private final Tracer tracer;
    private final int chunksPerCall;

    BulkEmbedding(Embedder embedder, VectorSender sender, Tracer tracer, EmbeddingConfig config) {
        this.embedder = embedder;
        this.sender = sender;
        this.tracer = tracer;
        this.chunksPerCall = Math.min(config.kafka().chunksPerCall(), config.limits().maxTexts());
    }

    @Incoming("chunks")
    Uni<Void> embed(ConsumerRecords<String, byte[]> poll) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        poll.forEach(records::add);
        return oneAfterAnother(parts(records), this::embedPart)
                .onFailure(e -> !isShuttingDown(e))
                .invoke(
                        e ->
                                LOG.errorf(
                                        e,
                                        "a poll of %d chunks failed, doing it again",
                                        records.size()))
                .onFailure(e -> !isShuttingDown(e))
                .retry()
                .withBackOff(WAIT, LONGEST_WAIT)
                .indefinitely();
    }

    /** Then the poll is left unacknowledged, and whoever comes next reads it again. */
    private static boolean isShuttingDown(Throwable failure) {
        return failure instanceof ServiceException known && known.code() == ErrorCode.NOT_READY;
    }

    private List<List<ConsumerRecord<String, byte[]>>> parts(
            List<ConsumerRecord<String, byte[]>> records) {
        List<List<ConsumerRecord<String, byte[]>>> parts = new ArrayList<>();
        for (int i = 0; i < records.size(); i += chunksPerCall) {
            parts.add(records.subList(i, Math.min(records.size(), i + chunksPerCall)));
        }
        return parts;
    }

    private Uni<Void> embedPart(List<ConsumerRecord<String, byte[]>> records) {
        List<ChunkRecord> chunks = new ArrayList<>();
        List<Uni<Void>> work = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                chunks.add(ChunkRecord.read(record));
            } catch (ServiceException e) {
                work.add(sender.deadLetter(record, e, 1));
            }
        }
        if (!chunks.isEmpty()) {
            ChunkCall call = ChunkCall.begin(tracer, chunks);
            work.add(compute(call).onTermination().invoke(call::end));
        }
        return allOf(work);
    }

    private Uni<Void> compute(ChunkCall call) {
        return Uni.createFrom()
                .deferred(call.trace().wrapSupplier(() -> embed(call)))
                .chain(result -> send(call, result))
                .onFailure(ServiceException.class)
                .recoverWithUni(e -> afterFailure(call, e));
    }

    private Uni<TextResult> embed(ChunkCall call) {
        return embedder.embed(Lane.BULK, new Texts(call.texts()), InputKind.DOCUMENT, true);
    }

    private Uni<Void> send(ChunkCall call, TextResult result) {
        List<Uni<Void>> sends = new ArrayList<>();
        for (int i = 0; i < call.chunks().size(); i++) {
            sends.add(sender.vector(call.chunks().get(i), result.rows().get(i), call.trace()));
        }
        return allOf(sends);
    }

    private Uni<Void> afterFailure(ChunkCall call, ServiceException failure) {
        ErrorCode code = failure.code();
        if (code == ErrorCode.OVERLOADED || code == ErrorCode.DEADLINE_EXCEEDED) {
            return later(failure.retryAfter().orElse(WAIT), () -> compute(call));
        }
        if (isShuttingDown(failure)) {
            return Uni.createFrom().failure(failure);
        }
        if (call.chunks().size() > 1) {
            return oneAfterAnother(call.chunks(), chunk -> compute(call.alone(chunk)));
        }
        if (code.retryable() && call.attempt() < MAX_ATTEMPTS) {
            return later(WAIT, () -> compute(call.again()));
        }
        return sender.deadLetter(call.chunks().get(0).source(), failure, call.attempt());
    }

    private static Uni<Void> later(Duration wait, Supplier<Uni<Void>> work) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(wait).chain(work::get);
    }

    private static Uni<Void> allOf(List<Uni<Void>> work) {
        return work.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(work).andFailFast().replaceWithVoid();
    }

    private static <T> Uni<Void> oneAfterAnother(List<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .onItem()
                .ignoreAsUni();
    }
}

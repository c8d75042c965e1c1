package io.fumikura.ingest.index;

import static java.util.stream.Collectors.toSet;

import io.fumikura.contract.event.EmbeddedChunk;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.delivery.Delivery;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A batch of records of the vectors topic: wait for the index → check → make those of another model
 * anew → write each generation's points → publish the generations that are complete. Never fails,
 * like every consumer here; one generation's trouble does not touch another's.
 */
public final class Indexer {
    private final Delivery delivery = new Delivery();
    private final IndexGate gate;
    private final KnownIndexes known;
    private final ServedVectors served;
    private final GenerationWriter writer;
    private final IndexFaults faults;

    Indexer(
            IndexGate gate,
            KnownIndexes known,
            ServedVectors served,
            GenerationWriter writer,
            IndexFaults faults) {
        this.gate = gate;
        this.known = known;
        this.served = served;
        this.writer = writer;
        this.faults = faults;
    }

    public Uni<Void> take(List<VectorRecord> batch) {
        return gate.prepared()
                .chain(
                        index ->
                                Transactions.offLoop(() -> read(batch))
                                        .chain(read -> take(read, index)));
    }

    /** What could be read of a batch, and what is to be done about the rest. */
    private record Read(List<Sent> sent, List<Uni<Void>> refusals) {}

    /** Some megabytes of JSON. */
    private Read read(List<VectorRecord> batch) {
        List<Uni<Void>> work = new ArrayList<>();
        List<Sent> sent = new ArrayList<>();
        for (VectorRecord raw : batch) {
            try {
                sent.add(new Sent(raw, ReceivedVector.read(raw)));
            } catch (ServiceException fault) {
                work.add(refuse(raw, Optional.empty(), fault));
            }
        }
        return new Read(sent, work);
    }

    private Uni<Void> take(Read read, PreparedIndex index) {
        List<Sent> sent = read.sent();
        List<Uni<Void>> work = new ArrayList<>(read.refusals());
        Set<String> models = sent.stream().map(s -> s.chunk().indexCompat()).collect(toSet());
        return known.dimensions(models, index)
                .chain(
                        dimensions -> {
                            work.addAll(check(sent, dimensions));
                            return inOrder(work);
                        });
    }

    /** A record that could be read. */
    private record Sent(VectorRecord raw, EmbeddedChunk chunk) {}

    private List<Uni<Void>> check(List<Sent> sent, Map<String, Integer> dimensions) {
        Map<GenerationKey, List<ReceivedVector>> byGeneration = new LinkedHashMap<>();
        List<Uni<Void>> work = new ArrayList<>();
        for (Sent each : sent) {
            try {
                ReceivedVector vector =
                        ReceivedVector.checked(each.raw(), each.chunk(), dimensions);
                byGeneration.computeIfAbsent(vector.key(), key -> new ArrayList<>()).add(vector);
            } catch (ServiceException fault) {
                work.add(refuse(each.raw(), Optional.of(each.chunk()), fault));
            }
        }
        byGeneration.forEach((key, vectors) -> work.add(index(key, vectors)));
        return work;
    }

    private Uni<Void> index(GenerationKey key, List<ReceivedVector> vectors) {
        List<VectorRecord> raw = vectors.stream().map(ReceivedVector::raw).toList();
        return delivery.settle(
                () -> served.fit(key, vectors).chain(fitting -> writer.write(key, fitting)),
                fault -> faults.giveUp(raw, Optional.of(key), fault));
    }

    private Uni<Void> refuse(
            VectorRecord raw, Optional<EmbeddedChunk> read, ServiceException fault) {
        Optional<GenerationKey> key =
                read.map(chunk -> new GenerationKey(chunk.documentId(), chunk.generation()));
        return delivery.settle(
                () -> faults.giveUp(List.of(raw), key, fault),
                again -> faults.giveUp(List.of(raw), key, again));
    }

    private static Uni<Void> inOrder(List<Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(work)
                .onItem()
                .transformToUniAndConcatenate(step -> step)
                .collect()
                .last()
                .replaceWithVoid();
    }
}

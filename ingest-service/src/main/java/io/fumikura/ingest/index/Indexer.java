package io.fumikura.ingest.index;

import io.fumikura.contract.event.EmbeddedChunk;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.delivery.Delivery;
import io.fumikura.ingest.store.GenerationKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A batch of records of the vectors topic: wait for the index → check → write each generation's
 * points → publish the generations that are complete. Never fails, like every consumer here; one
 * generation's trouble does not touch another's.
 */
public final class Indexer {
    private final Delivery delivery = new Delivery();
    private final IndexGate gate;
    private final GenerationWriter writer;
    private final IndexFaults faults;

    public Indexer(IndexGate gate, GenerationWriter writer, IndexFaults faults) {
        this.gate = gate;
        this.writer = writer;
        this.faults = faults;
    }

    public Uni<Void> take(List<VectorRecord> batch) {
        return gate.prepared().chain(index -> take(batch, index));
    }

    private Uni<Void> take(List<VectorRecord> batch, PreparedIndex index) {
        Map<GenerationKey, List<ReceivedVector>> byGeneration = new LinkedHashMap<>();
        List<Uni<Void>> work = new ArrayList<>();
        for (VectorRecord raw : batch) {
            Optional<EmbeddedChunk> read = Optional.empty();
            try {
                read = Optional.of(ReceivedVector.read(raw));
                ReceivedVector vector = ReceivedVector.checked(raw, read.get(), index);
                byGeneration.computeIfAbsent(vector.key(), key -> new ArrayList<>()).add(vector);
            } catch (ServiceException fault) {
                work.add(refuse(raw, read, fault));
            }
        }
        byGeneration.forEach((key, vectors) -> work.add(index(index, key, vectors)));
        return inOrder(work);
    }

    private Uni<Void> index(PreparedIndex index, GenerationKey key, List<ReceivedVector> vectors) {
        List<VectorRecord> raw = vectors.stream().map(ReceivedVector::raw).toList();
        return delivery.settle(
                () -> writer.write(index, key, vectors),
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

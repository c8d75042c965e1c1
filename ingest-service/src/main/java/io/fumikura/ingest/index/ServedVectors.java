package io.fumikura.ingest.index;

import io.fumikura.ingest.store.ChunkRow;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes vectors of the model that is searched with out of those of another one, by embedding their
 * passages again. They come for a while after a switch, from an embedding service that still reads
 * the chunks topic with the model from before; and sooner, if one reads it too soon. So do those of
 * one that was started with a wrong model: nothing is lost by it, and what it made is not waited
 * for when the right one is back.
 */
final class ServedVectors {
    private final ServedIndex served;
    private final EmbeddingServices services;
    private final Transactions transactions;
    private final Contents contents;

    ServedVectors(
            ServedIndex served,
            EmbeddingServices services,
            Transactions transactions,
            Contents contents) {
        this.served = served;
        this.services = services;
        this.transactions = transactions;
        this.contents = contents;
    }

    /** Vectors of one generation, all of one model. */
    record Fitting(String indexCompat, List<ReceivedVector> vectors) {}

    /** Fails, for as long as it takes, while no service has the model that is searched with. */
    Uni<Fitting> fit(GenerationKey key, List<ReceivedVector> vectors) {
        return served.indexCompat().chain(indexCompat -> fit(indexCompat, key, vectors));
    }

    private Uni<Fitting> fit(String indexCompat, GenerationKey key, List<ReceivedVector> vectors) {
        Map<Integer, ReceivedVector> others = new HashMap<>();
        List<ReceivedVector> fitting = new ArrayList<>();
        for (ReceivedVector vector : vectors) {
            if (vector.fits(indexCompat)) {
                fitting.add(vector);
            } else {
                others.put(vector.ordinal(), vector);
            }
        }
        if (others.isEmpty()) {
            return Uni.createFrom().item(new Fitting(indexCompat, fitting));
        }
        return transactions
                .read(() -> contents.chunks(key, others.keySet()))
                .chain(chunks -> again(indexCompat, chunks, others))
                .map(
                        made -> {
                            fitting.addAll(made);
                            return new Fitting(indexCompat, fitting);
                        });
    }

    /** Passages that are gone need no vector. */
    private Uni<List<ReceivedVector>> again(
            String indexCompat, List<ChunkRow> chunks, Map<Integer, ReceivedVector> others) {
        if (chunks.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> passages = chunks.stream().map(chunk -> chunk.text).toList();
        return services.making(indexCompat)
                .chain(made -> made.embed(passages))
                .map(
                        vectors -> {
                            List<ReceivedVector> made = new ArrayList<>();
                            for (int i = 0; i < vectors.size(); i++) {
                                ReceivedVector other = others.get(chunks.get(i).ordinal);
                                if (other != null) {
                                    made.add(other.madeAgain(indexCompat, vectors.get(i)));
                                }
                            }
                            return made;
                        });
    }
}

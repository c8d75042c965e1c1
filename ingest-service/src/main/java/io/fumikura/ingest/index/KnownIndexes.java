package io.fumikura.ingest.index;

import io.fumikura.index.ChunkIndex;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The models that there is a collection for: searched, from before, or being built. */
final class KnownIndexes {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ChunkIndex index;

    KnownIndexes(ChunkIndex index) {
        this.index = index;
    }

    /** The length of their vectors; whoever has no collection is not in it. Waits for the index. */
    Uni<Map<String, Integer>> dimensions(Set<String> indexCompats, PreparedIndex prepared) {
        if (Set.of(prepared.indexCompat()).containsAll(indexCompats)) {
            return Uni.createFrom().item(Map.of(prepared.indexCompat(), prepared.dimension()));
        }
        Map<String, Integer> known = new HashMap<>();
        return Multi.createFrom()
                .iterable(indexCompats)
                .onItem()
                .transformToUniAndConcatenate(
                        compat ->
                                dimension(compat)
                                        .invoke(d -> d.ifPresent(n -> known.put(compat, n))))
                .collect()
                .last()
                .replaceWith(known);
    }

    private Uni<OptionalInt> dimension(String indexCompat) {
        return Uni.createFrom()
                .completionStage(() -> index.collections().dimension(indexCompat))
                .onFailure(IllegalArgumentException.class)
                .recoverWithItem(OptionalInt.empty())
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }
}

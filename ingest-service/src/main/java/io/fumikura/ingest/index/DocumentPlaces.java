package io.fumikura.ingest.index;

import io.fumikura.index.ChunkIndex;
import io.fumikura.index.DocumentRef;
import io.fumikura.index.PointPlace;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What a collection has of one document. */
public final class DocumentPlaces {
    private static final int PAGE = 1_000;

    private final ChunkIndex index;

    public DocumentPlaces(ChunkIndex index) {
        this.index = index;
    }

    /** Each point is told, of whatever generation, page by page. */
    public Uni<Void> each(String indexCompat, DocumentRef document, Consumer<PointPlace> told) {
        return page(indexCompat, document, Optional.empty(), told);
    }

    private Uni<Void> page(
            String indexCompat,
            DocumentRef document,
            Optional<UUID> from,
            Consumer<PointPlace> told) {
        return Transactions.await(
                        () ->
                                index.collections()
                                        .places(indexCompat, Optional.of(document), from, PAGE))
                .invoke(page -> page.places().forEach(told))
                .chain(
                        page ->
                                page.next().isPresent()
                                        ? page(indexCompat, document, page.next(), told)
                                        : Uni.createFrom().voidItem());
    }

    /** The ordinals from 0 that are not present, ascending. */
    public static List<Integer> missing(BitSet present, int expected) {
        BitSet missing = new BitSet(expected);
        missing.set(0, expected);
        missing.andNot(present);
        return missing.stream().boxed().toList();
    }
}

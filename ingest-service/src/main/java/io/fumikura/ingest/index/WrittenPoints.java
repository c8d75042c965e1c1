package io.fumikura.ingest.index;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.index.DocumentRef;
import io.fumikura.index.PointPlace;
import io.fumikura.ingest.outbox.ChunksToEmbed;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/**
 * Whether the passages that are marked as written are in the index. The marks are the database's
 * word, and the index may have lost points since, or be another one after a backup was restored. So
 * they are counted once, before a generation is published, and what is not there is asked for
 * again. Those that are there stay: a reader may see them already.
 */
final class WrittenPoints {
    private final Contents contents;
    private final ServedIndex served;
    private final DocumentPlaces places;
    private final ChunksToEmbed chunksToEmbed = new ChunksToEmbed();

    WrittenPoints(Contents contents, ServedIndex served) {
        this.contents = contents;
        this.served = served;
        this.places = new DocumentPlaces(served.index());
    }

    /** Inside a transaction that holds the row, of a generation whose passages are all marked. */
    Uni<Boolean> areWhole(DocumentRow row, String indexCompat, GenerationKey key) {
        DocumentRef document = new DocumentRef(row.tenant, row.id);
        return Transactions.await(
                        () ->
                                served.index()
                                        .collections()
                                        .countGeneration(indexCompat, document, key.generation()))
                .chain(
                        count ->
                                count == row.chunks
                                        ? Uni.createFrom().item(true)
                                        : found(row, indexCompat, key)
                                                .chain(found -> complete(row, indexCompat, found)));
    }

    private Uni<Found> found(DocumentRow row, String indexCompat, GenerationKey key) {
        Found found = new Found(key, row.chunks);
        return places.each(indexCompat, new DocumentRef(row.tenant, row.id), found::add)
                .replaceWith(found);
    }

    /** What is really there of one generation. For one thread. */
    private static final class Found {
        private final GenerationKey key;
        private final int chunks;
        private final BitSet present = new BitSet();
        private final List<UUID> extra = new ArrayList<>();

        Found(GenerationKey key, int chunks) {
            this.key = key;
            this.chunks = chunks;
        }

        void add(PointPlace place) {
            if (place.generation() != key.generation()) {
                return;
            }
            if (place.fits() && place.ordinal() < chunks) {
                present.set(place.ordinal());
            } else {
                extra.add(place.id());
            }
        }

        List<Integer> missing() {
            return DocumentPlaces.missing(present, chunks);
        }
    }

    /** Points that do not belong go; passages without a point come again. */
    private Uni<Boolean> complete(DocumentRow row, String indexCompat, Found found) {
        List<Integer> missing = found.missing();
        return Transactions.await(
                        () -> served.index().collections().deletePoints(indexCompat, found.extra))
                .chain(
                        () ->
                                missing.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : again(row, found.key, missing))
                .replaceWith(missing.isEmpty());
    }

    private Uni<Void> again(DocumentRow row, GenerationKey key, List<Integer> missing) {
        row.chunksIndexed = row.chunks - missing.size();
        if (row.state == DocumentState.INDEXING) {
            row.enter(DocumentState.EMBEDDING);
        }
        return contents.forgetIndexed(key, missing).chain(() -> chunksToEmbed.send(row, missing));
    }
}

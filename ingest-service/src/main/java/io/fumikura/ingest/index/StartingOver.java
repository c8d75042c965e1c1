package io.fumikura.ingest.index;

import io.fumikura.ingest.outbox.ChunksToEmbed;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/**
 * For a generation that was half written when the index was switched: it is to be whole in the
 * collection that is searched now, so what was written elsewhere is forgotten and asked for again.
 */
final class StartingOver {
    private final Contents contents;
    private final ServedIndex served;
    private final ChunksToEmbed chunksToEmbed = new ChunksToEmbed();

    StartingOver(Contents contents, ServedIndex served) {
        this.contents = contents;
        this.served = served;
    }

    /**
     * Does nothing to a generation that goes where it went before, or is done.
     *
     * @param atHand ordinals whose vectors are here and need not be asked for
     */
    Uni<Void> ifSwitched(
            DocumentRow row, GenerationKey key, String indexCompat, Set<Integer> atHand) {
        String before = row.indexCompat;
        row.indexCompat = indexCompat;
        if (before == null || before.equals(indexCompat) || row.isIndexed(key.generation())) {
            return Uni.createFrom().voidItem();
        }
        return contents.forgetIndexed(key)
                .chain(
                        written ->
                                written.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : startOver(row, key, written, atHand));
    }

    private Uni<Void> startOver(
            DocumentRow row, GenerationKey key, List<Integer> written, Set<Integer> atHand) {
        row.chunksIndexed = 0;
        List<Integer> wanted = written.stream().filter(o -> !atHand.contains(o)).toList();
        return Transactions.await(
                        () ->
                                served.index()
                                        .deleteUnpublished(row.tenant, row.id, key.generation()))
                .chain(() -> chunksToEmbed.send(row, wanted));
    }
}

package io.fumikura.ingest.index;

import io.fumikura.index.ChunkIndex;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.IndexCopies;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Puts the classes together that bring vectors into the index. */
public final class Indexers {
    private final Transactions transactions;
    private final Documents documents;
    private final Contents contents;
    private final ChunkIndex index;
    private final EmbeddingServices services;

    public Indexers(
            Transactions transactions,
            Documents documents,
            Contents contents,
            ChunkIndex index,
            EmbeddingServices services) {
        this.transactions = transactions;
        this.documents = documents;
        this.contents = contents;
        this.index = index;
        this.services = services;
    }

    /** Opens when the collection is there and what was indexed by earlier releases is counted. */
    public IndexGate gate() {
        IndexCopies copies = new IndexCopies();
        return new IndexGate(
                services,
                index,
                new IndexGate.Records() {
                    @Override
                    public Uni<Boolean> anySearchable() {
                        return transactions.read(copies::anySearchable);
                    }

                    @Override
                    public Uni<Void> adopt(PreparedIndex prepared) {
                        return transactions.run(() -> copies.adopt(prepared.indexCompat()));
                    }
                });
    }

    /**
     * @param releaseOriginalsBefore deletes the originals of older generations
     */
    public Indexer indexer(
            IndexGate gate, Function<GenerationKey, Uni<Void>> releaseOriginalsBefore) {
        ServedIndex served = new ServedIndex(index);
        Publication publication =
                new Publication(transactions, documents, contents, served, releaseOriginalsBefore);
        return new Indexer(
                gate,
                new KnownIndexes(index),
                new ServedVectors(served, services, transactions, contents),
                new GenerationWriter(transactions, documents, contents, served, publication),
                new IndexFaults(transactions, documents, new Outbox()));
    }
}

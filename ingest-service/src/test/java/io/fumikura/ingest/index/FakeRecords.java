package io.fumikura.ingest.index;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;

/** Documents are on record as indexed, or not. */
public final class FakeRecords implements IndexGate.Records {
    private final AtomicBoolean indexed = new AtomicBoolean();

    void haveIndexedDocuments() {
        indexed.set(true);
    }

    @Override
    public Uni<Boolean> anySearchable() {
        return Uni.createFrom().item(indexed::get);
    }

    @Override
    public Uni<Void> adopt(PreparedIndex prepared) {
        return Uni.createFrom().voidItem();
    }
}

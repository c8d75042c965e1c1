package io.fumikura.ingest.export;

import io.fumikura.ingest.blob.BlobFolder;
import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.Original;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.blob.Staging;
import io.fumikura.ingest.blob.UnknownBlobs;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store of originals; something happens to the document while its original is opened. */
public record VanishingPages(BlobStore store, Runnable meanwhile) implements BlobStore {
    @Override
    public Optional<Original> open(BlobKey key) throws IOException {
        meanwhile.run();
        return store.open(key);
    }

    @Override
    public Staging staging() {
        return store.staging();
    }

    @Override
    public void keep(String tenant, StagedBlob blob) throws IOException {
        store.keep(tenant, blob);
    }

    @Override
    public boolean has(BlobKey key) throws IOException {
        return store.has(key);
    }

    @Override
    public List<BlobFolder> folders() throws IOException {
        return store.folders();
    }

    @Override
    public List<BlobKey> storedBefore(BlobFolder folder, Instant instant) throws IOException {
        return store.storedBefore(folder, instant);
    }

    @Override
    public List<UnknownBlobs> unknown() throws IOException {
        return store.unknown();
    }

    @Override
    public void remove(BlobKey key) throws IOException {
        store.remove(key);
    }

    @Override
    public void check() throws IOException {
        store.check();
    }
}

package io.fumikura.ingest;

import io.fumikura.access.Caller;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.FolderBlobStore;
import io.fumikura.ingest.blob.S3BlobStore;
import io.fumikura.ingest.intake.References;
import io.fumikura.ingest.intake.UnusedBlobs;
import io.fumikura.ingest.parse.FormatDetector;
import io.fumikura.ingest.purge.Purge;
import io.fumikura.ingest.purge.Retention;
import io.fumikura.ingest.s3.S3Server;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where originals are kept and come from, and what deletes them and all that is old; the rest is in
 * {@link IngestBeans}.
 */
@ApplicationScoped
class BlobBeans {
    /** How far ahead the clock of a producer may be: the times of records are its. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private @Nullable S3Server server;

    @Produces
    @Singleton
    BlobStore blobStore(IngestConfig config) throws IOException {
        long maxBytes = config.maxDocumentSize().asLongValue();
        return switch (config.blobStore()) {
            case FOLDER ->
                    new FolderBlobStore(
                            config.blobDirectory(), maxBytes, FormatDetector.HEAD_BYTES);
            case S3 -> {
                String bucket = S3Config.required(config.s3().bucket(), "bucket");
                yield new S3BlobStore(
                        server(config).bucket(bucket),
                        config.blobDirectory(),
                        new S3BlobStore.Limits(
                                maxBytes,
                                FormatDetector.HEAD_BYTES,
                                config.s3().copiesSize().asLongValue()));
            }
        };
    }

    @Produces
    @Singleton
    References references(IngestConfig config) {
        List<String> buckets = config.s3().referenceBuckets().orElse(List.of());
        return buckets.isEmpty()
                ? References.none()
                : new References(
                        buckets.stream().map(entry -> source(entry, server(config))).toList());
    }

    private static References.Source source(String entry, S3Server server) {
        int colon = entry.indexOf(':');
        return colon < 0
                ? new References.Source(Optional.empty(), server.bucket(entry))
                : new References.Source(
                        Optional.of(tenant(entry.substring(0, colon))),
                        server.bucket(entry.substring(colon + 1)));
    }

    /** A name that no tenant has would let nobody in, and nobody would know why. */
    private static String tenant(String name) {
        if (!Caller.isTenant(name)) {
            throw new IllegalArgumentException(
                    "ingest.s3.reference-buckets: %s is not the name of a tenant".formatted(name));
        }
        return name;
    }

    @Produces
    @Singleton
    Purge purge(Transactions transactions, BlobStore blobs, IngestConfig config) {
        IngestConfig.Retention keep = config.retention();
        return new Purge(
                transactions,
                new UnusedBlobs(transactions, new Documents(), blobs),
                new Retention(
                        keep.events().plus(CLOCK_SKEW),
                        keep.idempotencyKeys(),
                        keep.deletedDocuments(),
                        keep.unusedBlobs(),
                        keep.interval()));
    }

    private synchronized S3Server server(IngestConfig config) {
        S3Server opened = server;
        if (opened == null) {
            opened = new S3Server(config.s3().address());
            server = opened;
        }
        return opened;
    }

    @PreDestroy
    synchronized void close() {
        if (server != null) {
            server.close();
        }
    }
}

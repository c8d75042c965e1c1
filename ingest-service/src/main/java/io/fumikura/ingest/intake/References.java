package io.fumikura.ingest.intake;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobWriter;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.blob.Staging;
import io.fumikura.ingest.s3.S3Bucket;
import io.fumikura.ingest.s3.S3Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Content that an event does not carry but names: an object in one of the buckets that are allowed.
 * Nothing else is ever contacted, whatever an event says.
 */
public final class References {
    private final List<Source> sources;

    /**
     * A bucket from which documents may be read.
     *
     * @param tenant whose events may name its objects; every tenant's where there is none
     */
    public record Source(Optional<String> tenant, S3Bucket bucket) {
        boolean isFor(ObjectReference reference, String asking) {
            return bucket.name().equals(reference.bucket())
                    && tenant.map(asking::equals).orElse(true);
        }
    }

    public References(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Nothing is read from anywhere. */
    public static References none() {
        return new References(List.of());
    }

    /**
     * Reads an address without following it.
     *
     * @param tenant whose event says it
     * @throws ServiceException with {@code reference_refused}
     */
    ObjectReference read(String uri, String tenant) {
        ObjectReference reference = ObjectReference.of(uri);
        bucket(reference, tenant);
        return reference;
    }

    private S3Bucket bucket(ObjectReference reference, String tenant) {
        return sources.stream()
                .filter(source -> source.isFor(reference, tenant))
                .findFirst()
                .map(Source::bucket)
                .orElseThrow(() -> refused(reference));
    }

    private static ServiceException refused(ObjectReference reference) {
        return new ServiceException(
                ErrorCode.REFERENCE_REFUSED,
                "The bucket %s is not one that documents may be read from"
                        .formatted(reference.bucket()));
    }

    /**
     * Fetches the object to the staging area, not a byte beyond the limit. Blocks.
     *
     * @throws ServiceException the object is not there, may not be read or is too large; with
     *     {@code dependency_unavailable} when it may be had later
     */
    StagedBlob fetch(ObjectReference reference, String tenant, Staging staging) throws IOException {
        S3Bucket bucket = bucket(reference, tenant);
        try {
            return bucket.read(
                    reference.key(), (content, size) -> stage(reference, content, size, staging));
        } catch (S3Failure e) {
            throw translated(reference, e);
        }
    }

    private static StagedBlob stage(
            ObjectReference reference, InputStream content, long size, Staging staging)
            throws IOException {
        try (BlobWriter writer = staging.writer()) {
            writer.expect(size);
            if (content.transferTo(writer) < size) {
                throw new IOException("the connection broke off while reading " + reference.uri());
            }
            return writer.finish();
        }
    }

    private static ServiceException translated(ObjectReference reference, S3Failure e) {
        String uri = reference.uri();
        return switch (e.kind()) {
            case MISSING -> unreadable("There is no object " + uri, e);
            case NO_BUCKET -> unreadable("There is no bucket for " + uri, e);
            case ACCESS_DENIED -> unreadable("The S3 server does not let us read " + uri, e);
            case REFUSED -> unreadable(e.detail(), e);
            case CREDENTIALS_REFUSED ->
                    later("The S3 server does not accept our key, for " + uri, e);
            case UNAVAILABLE -> later(e.detail(), e);
        };
    }

    private static ServiceException unreadable(String detail, S3Failure e) {
        return new ServiceException(ErrorCode.REFERENCE_UNREADABLE, detail, e);
    }

    private static ServiceException later(String detail, S3Failure e) {
        return new ServiceException(ErrorCode.DEPENDENCY_UNAVAILABLE, detail, e);
    }
}

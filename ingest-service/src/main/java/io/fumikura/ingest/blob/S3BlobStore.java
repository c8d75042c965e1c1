package io.fumikura.ingest.blob;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.s3.S3Bucket;
import io.fumikura.ingest.s3.S3Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A bucket of originals, named {@code ab/abcd…} as in a folder. Content is staged on this machine
 * first, because its name is known only at its end; then one request stores it, as a whole or not
 * at all, and when that has returned it is the server's to keep. What is read is fetched to this
 * machine, because parsers want to move about in it, and has to have the sum it is named by.
 *
 * <p>Fails with {@code dependency_unavailable} whatever the server says: no document is to blame.
 */
public final class S3BlobStore implements BlobStore {
    private static final int FOLDERS = 256;

    private final S3Bucket bucket;
    private final Staging staging;
    private final LocalCopies copies;

    /**
     * @param scratch a folder of this machine, for content that comes and content that is read
     * @param limits of content and of what is kept to be read again
     */
    public S3BlobStore(S3Bucket bucket, Path scratch, Limits limits) throws IOException {
        this.bucket = bucket;
        this.staging =
                new Staging(scratch.resolve("incoming"), limits.maxBytes(), limits.headBytes());
        this.copies =
                new LocalCopies(scratch.resolve("copies"), limits.copiesBytes(), Clock.systemUTC());
    }

    /**
     * @param maxBytes largest content taken
     * @param headBytes how much of the beginning {@link StagedBlob#head()} holds
     * @param copiesBytes what may lie here to be read again
     */
    public record Limits(long maxBytes, int headBytes, long copiesBytes) {}

    private interface Call<T> {
        T run() throws IOException;
    }

    @Override
    public Staging staging() {
        return staging;
    }

    @Override
    public void keep(StagedBlob blob) throws IOException {
        if (!blob.staged()) {
            return;
        }
        String key = key(blob.sha256());
        stored(
                () -> {
                    if (!bucket.has(key)) {
                        bucket.put(key, blob.file());
                    }
                    return key;
                });
        // It is read next, here or elsewhere.
        if (Files.exists(blob.file())) {
            copies.add(blob.sha256(), blob.file()).close();
        }
    }

    @Override
    public boolean has(String sha256) throws IOException {
        return stored(() -> bucket.has(key(sha256)));
    }

    @Override
    public Optional<Original> open(String sha256) throws IOException {
        Optional<Original> here = copies.open(sha256);
        if (here.isPresent()) {
            return here;
        }
        Optional<StagedBlob> fetched = fetch(sha256);
        return fetched.isPresent()
                ? Optional.of(copies.add(sha256, fetched.get().file()))
                : Optional.empty();
    }

    private Optional<StagedBlob> fetch(String sha256) throws IOException {
        StagedBlob fetched;
        try {
            fetched = stored(() -> bucket.read(key(sha256), this::write));
        } catch (ServiceException e) {
            if (e.getCause() instanceof S3Failure failure
                    && failure.kind() == S3Failure.Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
        if (!fetched.sha256().equals(sha256)) {
            fetched.discard();
            throw new ServiceException(
                    ErrorCode.UNREADABLE_DOCUMENT,
                    "The original in the blob store is damaged; send the document again");
        }
        return Optional.of(fetched);
    }

    private StagedBlob write(InputStream content, long size) throws IOException {
        try (BlobWriter writer = staging.copier()) {
            if (content.transferTo(writer) < size) {
                throw new IOException("the connection to the blob store broke off");
            }
            return writer.finish();
        }
    }

    @Override
    public List<String> folders() {
        return IntStream.range(0, FOLDERS).mapToObj("%02x"::formatted).toList();
    }

    @Override
    public List<String> storedBefore(String folder, Instant instant) throws IOException {
        return stored(
                () ->
                        bucket.list(folder + "/").stream()
                                .filter(object -> object.lastModified().isBefore(instant))
                                .map(object -> object.key().substring(folder.length() + 1))
                                .filter(BlobStore::isSha256)
                                .toList());
    }

    @Override
    public void remove(String sha256) throws IOException {
        stored(
                () -> {
                    bucket.delete(key(sha256));
                    return sha256;
                });
        copies.remove(sha256);
    }

    @Override
    public void check() throws IOException {
        stored(
                () -> {
                    bucket.check();
                    return bucket;
                });
    }

    @Override
    public void tidy() throws IOException {
        copies.tidy();
    }

    private static <T> T stored(Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (S3Failure e) {
            throw new ServiceException(
                    ErrorCode.DEPENDENCY_UNAVAILABLE,
                    "The blob store cannot be used: " + e.detail(),
                    e);
        }
    }

    private static String key(String sha256) {
        return BlobStore.folder(sha256) + "/" + sha256;
    }
}

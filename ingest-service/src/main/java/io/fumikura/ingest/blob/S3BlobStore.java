package io.fumikura.ingest.blob;

import io.fumikura.access.Caller;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A bucket of originals, named {@code tenant/ab/abcd…} as in a folder. Content is staged on this
 * machine first, because its name is known only at its end; then one request stores it, as a whole
 * or not at all, and when that has returned it is the server's to keep. What is read is fetched to
 * this machine, because parsers want to move about in it, and has to have the sum it is named by.
 *
 * <p>Fails with {@code dependency_unavailable} whatever the server says: no document is to blame.
 */
public final class S3BlobStore implements BlobStore {
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
                new Staging(scratch.resolve(Staging.FOLDER), limits.maxBytes(), limits.headBytes());
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
    public void keep(String tenant, StagedBlob blob) throws IOException {
        if (!blob.staged()) {
            return;
        }
        BlobKey key = new BlobKey(tenant, blob.sha256());
        String name = name(key);
        stored(
                () -> {
                    if (Files.exists(blob.file()) || !bucket.has(name)) {
                        bucket.put(name, blob.file());
                    }
                    return name;
                });
        // It is read next, here or elsewhere.
        if (Files.exists(blob.file())) {
            copies.add(key, blob.file()).close();
        }
    }

    @Override
    public boolean has(BlobKey key) throws IOException {
        return stored(() -> bucket.has(name(key)));
    }

    @Override
    public Optional<Original> open(BlobKey key) throws IOException {
        Optional<Original> here = copies.open(key);
        if (here.isPresent()) {
            return here;
        }
        Optional<StagedBlob> fetched = fetch(key);
        return fetched.isPresent()
                ? Optional.of(copies.add(key, fetched.get().file()))
                : Optional.empty();
    }

    private Optional<StagedBlob> fetch(BlobKey key) throws IOException {
        StagedBlob fetched;
        try {
            fetched = stored(() -> bucket.read(name(key), this::write));
        } catch (ServiceException e) {
            if (e.getCause() instanceof S3Failure failure
                    && failure.kind() == S3Failure.Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
        if (!fetched.sha256().equals(key.sha256())) {
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
    public List<BlobFolder> folders() throws IOException {
        return stored(
                () -> {
                    List<BlobFolder> folders = new ArrayList<>();
                    for (String tenant : tenants(bucket.level(""))) {
                        bucket.level(tenant + "/").folders().stream()
                                .filter(BlobFolder::isPrefix)
                                .map(prefix -> new BlobFolder(tenant, prefix))
                                .forEach(folders::add);
                    }
                    return folders;
                });
    }

    private static List<String> tenants(S3Bucket.Level top) {
        return top.folders().stream().filter(Caller::isTenant).toList();
    }

    @Override
    public List<BlobKey> storedBefore(BlobFolder folder, Instant instant) throws IOException {
        String place = folder.path() + "/";
        return stored(
                () ->
                        bucket.list(place).stream()
                                .filter(object -> object.lastModified().isBefore(instant))
                                .map(object -> object.key().substring(place.length()))
                                .filter(BlobStore::isSha256)
                                .map(sha256 -> new BlobKey(folder.tenant(), sha256))
                                .toList());
    }

    @Override
    public List<UnknownBlobs> unknown() throws IOException {
        return stored(
                () -> {
                    List<UnknownBlobs> unknown = new ArrayList<>();
                    S3Bucket.Level top = bucket.level("");
                    add(unknown, "", top, Caller::isTenant);
                    for (String tenant : tenants(top)) {
                        String place = tenant + "/";
                        add(unknown, place, bucket.level(place), BlobFolder::isPrefix);
                    }
                    return unknown;
                });
    }

    private void add(
            List<UnknownBlobs> unknown,
            String place,
            S3Bucket.Level level,
            Predicate<String> known) {
        List<String> others =
                Stream.concat(
                                level.objects().stream(),
                                level.folders().stream().filter(known.negate()))
                        .toList();
        if (!others.isEmpty()) {
            unknown.add(
                    new UnknownBlobs(
                            "s3://" + bucket.name() + "/" + place, others.size(), others.get(0)));
        }
    }

    @Override
    public void remove(BlobKey key) throws IOException {
        stored(
                () -> {
                    bucket.delete(name(key));
                    return key;
                });
        copies.remove(key);
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

    private static String name(BlobKey key) {
        return key.folder().path() + "/" + key.sha256();
    }
}

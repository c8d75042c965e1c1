package io.fumikura.ingest.s3;

import io.fumikura.ingest.s3.S3Failure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket. Every method blocks and fails with {@link S3Failure}; content goes through in pieces,
 * never whole in memory.
 */
public final class S3Bucket {
    /** What servers call a key they do not accept, in any of its forms. */
    private static final Set<String> CREDENTIALS =
            Set.of(
                    "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "ExpiredToken",
                    "InvalidToken",
                    "AuthorizationHeaderMalformed",
                    "RequestTimeTooSkewed");

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;

    private final S3Client client;
    private final String name;

    S3Bucket(S3Client client, String name) {
        this.client = client;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** An object as a listing shows it. */
    public record Listed(String key, Instant lastModified) {}

    /** What is done with an object's content while it comes. */
    public interface Reader<T> {
        /**
         * @param size how many bytes there will be, or -1 when the server does not say
         */
        T read(InputStream content, long size) throws IOException;
    }

    /** Fails when the bucket cannot be used. */
    public void check() throws S3Failure {
        call("", () -> client.headBucket(request -> request.bucket(name)));
    }

    public boolean has(String key) throws S3Failure {
        try {
            call(key, () -> client.headObject(request -> request.bucket(name).key(key)));
            return true;
        } catch (S3Failure e) {
            if (e.kind() == Kind.MISSING) {
                return false;
            }
            throw e;
        }
    }

    /** One request: the object is there as a whole or not at all. */
    public void put(String key, Path file) throws S3Failure {
        call(
                key,
                () ->
                        client.putObject(
                                request -> request.bucket(name).key(key),
                                RequestBody.fromFile(file)));
    }

    /** What the reader throws comes out as it is. */
    public <T> T read(String key, Reader<T> reader) throws IOException {
        try (ResponseInputStream<GetObjectResponse> content =
                call(key, () -> client.getObject(request -> request.bucket(name).key(key)))) {
            boolean whole = false;
            try {
                T result = reader.read(content, size(content.response()));
                whole = true;
                return result;
            } finally {
                if (!whole) {
                    // Closing would read the rest of it first.
                    content.abort();
                }
            }
        } catch (SdkException e) {
            throw failure(key, e);
        }
    }

    private static long size(GetObjectResponse response) {
        Long size = response.contentLength();
        return size == null ? -1 : size;
    }

    /** All objects whose keys begin so. */
    public List<Listed> list(String prefix) throws S3Failure {
        return call(
                prefix,
                () -> {
                    List<Listed> found = new ArrayList<>();
                    client.listObjectsV2Paginator(request -> request.bucket(name).prefix(prefix))
                            .contents()
                            .forEach(o -> found.add(new Listed(o.key(), o.lastModified())));
                    return found;
                });
    }

    /**
     * What stands below a prefix and not below another slash.
     *
     * @param folders what comes before that slash
     * @param objects the names that have none
     */
    public record Level(List<String> folders, List<String> objects) {}

    public Level level(String prefix) throws S3Failure {
        return call(
                prefix,
                () -> {
                    Level found = new Level(new ArrayList<>(), new ArrayList<>());
                    client.listObjectsV2Paginator(
                                    request -> request.bucket(name).prefix(prefix).delimiter("/"))
                            .forEach(page -> add(found, prefix.length(), page));
                    return found;
                });
    }

    private static void add(Level found, int skipped, ListObjectsV2Response page) {
        page.commonPrefixes()
                .forEach(
                        common -> {
                            String path = common.prefix();
                            found.folders().add(path.substring(skipped, path.length() - 1));
                        });
        page.contents().stream()
                .map(object -> object.key().substring(skipped))
                .filter(key -> !key.isEmpty() && !key.endsWith("/"))
                .forEach(found.objects()::add);
    }

    /** One that is not there is no failure. */
    public void delete(String key) throws S3Failure {
        call(key, () -> client.deleteObject(request -> request.bucket(name).key(key)));
    }

    private <T> T call(String key, Supplier<T> call) throws S3Failure {
        try {
            return call.get();
        } catch (SdkException e) {
            throw failure(key, e);
        }
    }

    private S3Failure failure(String key, SdkException cause) {
        String what = "s3://" + name + "/" + key;
        if (cause instanceof S3Exception answered) {
            String code =
                    Optional.ofNullable(answered.awsErrorDetails())
                            .map(details -> details.errorCode())
                            .orElse("");
            return new S3Failure(
                    kind(answered.statusCode(), code),
                    "the S3 server answered %d to %s %s"
                            .formatted(answered.statusCode(), what, code)
                            .strip(),
                    cause);
        }
        Kind kind = cause instanceof SdkClientException ? Kind.UNAVAILABLE : Kind.REFUSED;
        return new S3Failure(kind, "the S3 server cannot be reached for " + what, cause);
    }

    private static Kind kind(int status, String code) {
        if (code.equals("NoSuchBucket")) {
            return Kind.NO_BUCKET;
        }
        if (CREDENTIALS.contains(code) || status == 401) {
            return Kind.CREDENTIALS_REFUSED;
        }
        if (status == 403) {
            return Kind.ACCESS_DENIED;
        }
        if (status == 404) {
            return Kind.MISSING;
        }
        boolean later = status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
        return later ? Kind.UNAVAILABLE : Kind.REFUSED;
    }
}

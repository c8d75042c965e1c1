package io.fumikura.ingest;

import io.fumikura.ingest.s3.S3Address;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The S3 server for originals, for documents that events refer to, or for both. */
public interface S3Config {
    /** Base address; nothing is contacted before it is set. */
    Optional<URI> endpoint();

    @WithDefault("us-east-1")
    String region();

    Optional<String> accessKey();

    Optional<String> secretKey();

    /** The bucket in the path of an address, not in its host name. */
    @WithDefault("true")
    boolean pathStyle();

    /** For connecting, and for each read that brings nothing. */
    @WithDefault("20s")
    Duration timeout();

    /** Where originals are kept when {@code ingest.blob-store} is {@code s3}; it must be there. */
    Optional<String> bucket();

    /**
     * Buckets that events may refer to, each {@code bucket} for every tenant or {@code
     * tenant:bucket} for one; none by default.
     */
    Optional<List<String>> referenceBuckets();

    /** What of the originals may lie on this machine, to be read again soon. */
    @WithDefault("1G")
    MemorySize copiesSize();

    /**
     * @throws IllegalStateException saying which setting is missing
     */
    default S3Address address() {
        return new S3Address(
                required(endpoint(), "endpoint"),
                region(),
                new S3Address.Credentials(
                        required(accessKey(), "access-key"), required(secretKey(), "secret-key")),
                pathStyle(),
                timeout());
    }

    /** A setting that is missing stops the start. */
    static <T> T required(Optional<T> setting, String name) {
        return setting.orElseThrow(
                () ->
                        new IllegalStateException(
                                "S3 is to be used, and ingest.s3.%s is not set".formatted(name)));
    }
}

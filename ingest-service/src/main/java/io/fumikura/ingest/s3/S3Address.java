package io.fumikura.ingest.s3;

import java.net.URI;
import java.time.Duration;

/**
 * Where the server is, and who we are there.
 *
 * @param endpoint http or https; the certificate of the latter must be known to the JVM
 * @param region as the server has it; it is part of every signature
 * @param pathStyle the bucket in the path and not in the host name, as servers of one's own want it
 * @param timeout for connecting and for each read that brings nothing
 */
public record S3Address(
        URI endpoint, String region, Credentials credentials, boolean pathStyle, Duration timeout) {

    public S3Address {
        String scheme = String.valueOf(endpoint.getScheme());
        if (!scheme.matches("https?") || endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "the S3 endpoint must be an address of http or https: " + endpoint);
        }
    }

    /** A key and its secret, which is never shown. */
    public record Credentials(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Credentials[" + accessKey + "]";
        }
    }
}

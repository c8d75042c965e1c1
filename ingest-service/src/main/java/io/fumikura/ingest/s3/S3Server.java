package io.fumikura.ingest.s3;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * The one S3 server that is configured. The client knows nothing but what is given here: no profile
 * files, no environment, no metadata addresses, no proxy, no redirects, no other region; and it
 * asks for no checksums that only some servers know.
 */
public final class S3Server implements AutoCloseable {
    private final S3Client client;

    public S3Server(S3Address address) {
        this.client =
                S3Client.builder()
                        .endpointOverride(address.endpoint())
                        .region(Region.of(address.region()))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                address.credentials().accessKey(),
                                                address.credentials().secretKey())))
                        .httpClient(http(address.timeout()))
                        .overrideConfiguration(withoutProfiles())
                        .defaultsMode(DefaultsMode.STANDARD)
                        .dualstackEnabled(false)
                        .fipsEnabled(false)
                        .crossRegionAccessEnabled(false)
                        .disableS3ExpressSessionAuth(true)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(
                                S3Configuration.builder()
                                        .pathStyleAccessEnabled(address.pathStyle())
                                        .chunkedEncodingEnabled(false)
                                        .useArnRegionEnabled(false)
                                        .build())
                        .build();
    }

    private static ClientOverrideConfiguration withoutProfiles() {
        ProfileFile none = ProfileFile.aggregator().build();
        return ClientOverrideConfiguration.builder()
                .defaultProfileFile(none)
                .defaultProfileName("default")
                .build();
    }

    private static SdkHttpClient http(Duration timeout) {
        return UrlConnectionHttpClient.create(address -> connection(address, timeout));
    }

    private static HttpURLConnection connection(URI address, Duration timeout) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout((int) timeout.toMillis());
            connection.setReadTimeout((int) timeout.toMillis());
            return connection;
        } catch (IOException e) {
            throw new IllegalStateException("not an address to connect to: " + address, e);
        }
    }

    /** A bucket of it; whether there is one shows at the first call. */
    public S3Bucket bucket(String name) {
        return new S3Bucket(client, name);
    }

    @Override
    public void close() {
        client.close();
    }
}

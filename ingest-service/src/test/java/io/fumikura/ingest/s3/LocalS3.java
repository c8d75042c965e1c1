package io.fumikura.ingest.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** A real S3 server on a folder and the loopback; it checks every signature. */
public final class LocalS3 implements AutoCloseable {
    private static final String ACCESS_KEY = "local-key";
    private static final String SECRET_KEY = "local-secret";

    private final BlobStoreContext store;
    private final S3Proxy server;

    private LocalS3(BlobStoreContext store, S3Proxy server) {
        this.store = store;
        this.server = server;
    }

    /** The folder may hold what an earlier one has stored; its folders are the buckets. */
    public static LocalS3 start(Path folder, String... buckets) {
        return start(folder, 0, buckets);
    }

    /**
     * @param port 0 for a free one
     */
    public static LocalS3 start(Path folder, int port, String... buckets) {
        Properties settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", folder.toString());
        BlobStoreContext store =
                ContextBuilder.newBuilder("filesystem")
                        .credentials("any", "any")
                        .overrides(settings)
                        .build(BlobStoreContext.class);
        try {
            for (String bucket : buckets) {
                Files.createDirectories(folder.resolve(bucket));
            }
            S3Proxy server =
                    S3Proxy.builder()
                            .blobStore(store.getBlobStore())
                            .endpoint(URI.create("http://127.0.0.1:" + port))
                            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                            .build();
            server.start();
            return new LocalS3(store, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server did not start", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public S3Address address() {
        return address(endpoint(), SECRET_KEY);
    }

    /** The same with another secret. */
    public S3Address addressWithSecret(String secret) {
        return address(endpoint(), secret);
    }

    public static S3Address address(URI endpoint, String secret) {
        return new S3Address(
                endpoint,
                "us-east-1",
                new S3Address.Credentials(ACCESS_KEY, secret),
                true,
                Duration.ofSeconds(10));
    }

    public String accessKey() {
        return ACCESS_KEY;
    }

    public String secretKey() {
        return SECRET_KEY;
    }

    /** Puts an object where the server finds it. */
    public void put(String bucket, String key, byte[] content) {
        var blob =
                store.getBlobStore()
                        .blobBuilder(key)
                        .payload(content)
                        .contentLength(content.length)
                        .build();
        store.getBlobStore().putBlob(bucket, blob);
    }

    public boolean has(String bucket, String key) {
        return store.getBlobStore().blobExists(bucket, key);
    }

    public void remove(String bucket, String key) {
        store.getBlobStore().removeBlob(bucket, key);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server did not stop", e);
        } finally {
            store.close();
        }
    }
}

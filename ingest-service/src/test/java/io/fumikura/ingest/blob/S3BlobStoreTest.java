package io.fumikura.ingest.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.s3.LocalS3;
import io.fumikura.ingest.s3.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3BlobStoreTest extends BlobStoreContract {
    private static final String KEY = TENANT + "/ba/" + SHA_OF_ABC;

    @TempDir static Path buckets;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static LocalS3 local;

    private static int number;
    private final List<S3Server> servers = new ArrayList<>();
    private String bucket = "";

    @BeforeAll
    static void startServer() {
        local = LocalS3.start(buckets);
    }

    @AfterAll
    static void stopServer() {
        local.close();
    }

    @BeforeEach
    @Override
    void openStore() throws IOException {
        bucket = "originals-" + number++;
        Files.createDirectories(buckets.resolve(bucket));
        super.openStore();
    }

    @AfterEach
    void closeClients() {
        servers.forEach(S3Server::close);
    }

    @Override
    BlobStore open() throws IOException {
        return open(folder, 1_000);
    }

    @Override
    void putDirectly(String place, String content) {
        local.put(bucket, place, content.getBytes(StandardCharsets.US_ASCII));
    }

    private BlobStore open(Path scratch, long copiesBytes) throws IOException {
        S3Server server = new S3Server(local.address());
        servers.add(server);
        return new S3BlobStore(
                server.bucket(bucket),
                scratch,
                new S3BlobStore.Limits(MAX_BYTES, HEAD_BYTES, copiesBytes));
    }

    @Test
    void hasStoredContentWhenKeepReturns() throws IOException {
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));

        assertThat(local.has(bucket, KEY)).isTrue();
    }

    @Test
    void storesNothingWhileTheServerIsAwayAndSaysSo() throws IOException {
        S3Server server = new S3Server(local.addressWithSecret("another"));
        servers.add(server);
        BlobStore refused =
                new S3BlobStore(
                        server.bucket(bucket),
                        folder,
                        new S3BlobStore.Limits(MAX_BYTES, HEAD_BYTES, 1_000));
        StagedBlob staged = refused.staging().stage(bytes("abc"));

        assertThatThrownBy(() -> refused.keep(TENANT, staged))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
                            assertThat(e.detail()).contains("403", bucket);
                        });
        assertThat(local.has(bucket, KEY)).isFalse();

        blobs.keep(TENANT, staged);
        assertThat(local.has(bucket, KEY)).isTrue();
        assertThat(incoming()).isZero();
    }

    @Test
    void refusesContentThatHasNotTheSumItIsNamedBy() throws IOException {
        local.put(bucket, KEY, "abX".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> blobs.open(ABC))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT));
        assertThat(incoming()).isZero();
    }

    @Test
    void takesABucketThatIsNotThereForNoMissingOriginal() throws IOException {
        bucket = "nowhere";
        BlobStore none = open();

        assertThatThrownBy(() -> none.open(ABC))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE));
        assertThatThrownBy(none::check).isInstanceOf(ServiceException.class);
    }

    @Test
    void fetchesOnceWhatIsReadAgainSoon() throws IOException {
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));
        local.remove(bucket, KEY);

        assertThat(read(blobs, ABC)).isEqualTo("abc");
    }

    @Test
    void keepsNoMoreOnThisMachineThanItMay(@TempDir Path scratch) throws IOException {
        BlobStore store = open(scratch, 5);
        for (String content : new String[] {"abc", "abd", "abe"}) {
            store.keep(TENANT, store.staging().stage(bytes(content)));
        }

        try (Stream<Path> copies = Files.list(scratch.resolve("copies"))) {
            assertThat(copies).hasSize(1);
        }
        assertThat(read(store, ABC)).isEqualTo("abc");
    }
}

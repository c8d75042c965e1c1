package io.fumikura.ingest.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every blob store promises. */
abstract class BlobStoreContract {
    static final String SHA_OF_ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    static final String TENANT = "acme";
    static final BlobKey ABC = new BlobKey(TENANT, SHA_OF_ABC);
    static final int MAX_BYTES = 10;
    static final int HEAD_BYTES = 2;

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    BlobStore blobs;

    /** The store of this machine; once more gives that of another process. */
    abstract BlobStore open() throws IOException;

    /** Something that nobody kept, at this place in the store. */
    abstract void putDirectly(String place, String content) throws IOException;

    @BeforeEach
    void openStore() throws IOException {
        blobs = open();
    }

    @Test
    void namesContentByItsSum() throws IOException {
        StagedBlob staged = blobs.staging().stage(bytes("abc"));
        assertThat(blobs.has(ABC)).isFalse();
        assertThat(blobs.open(ABC)).isEmpty();

        blobs.keep(TENANT, staged);

        assertThat(staged.sha256()).isEqualTo(SHA_OF_ABC);
        assertThat(staged.head().bytes()).isEqualTo("ab".getBytes(StandardCharsets.US_ASCII));
        assertThat(blobs.has(ABC)).isTrue();
        assertThat(read(blobs, ABC)).isEqualTo("abc");
        assertThat(incoming()).isZero();
    }

    @Test
    void keepsTheSameContentOnce() throws IOException {
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));

        assertThat(blobs.describe(ABC))
                .hasValueSatisfying(
                        b -> {
                            assertThat(b.size()).isEqualTo(3);
                            assertThat(b.head().bytes()).hasSize(HEAD_BYTES);
                        });
        assertThat(incoming()).isZero();
    }

    @Test
    void putsContentInPlaceOfWhatIsDamaged() throws IOException {
        putDirectly(ABC.folder().path() + "/" + SHA_OF_ABC, "abd");

        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));

        assertThat(read(open(), ABC)).isEqualTo("abc");
        assertThat(incoming()).isZero();
    }

    @Test
    void keepsNothingThatWasNotToBeKept() throws IOException {
        blobs.staging().stage(bytes("abc")).discard();

        assertThat(open().has(ABC)).isFalse();
        assertThat(incoming()).isZero();
    }

    @Test
    void neverDiscardsWhatIsKept() throws IOException {
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));

        blobs.describe(ABC).orElseThrow().discard();

        assertThat(blobs.has(ABC)).isTrue();
    }

    @Test
    void maySayTwiceThatTheSameContentIsToBeKept() throws IOException {
        StagedBlob staged = blobs.staging().stage(bytes("abc"));
        blobs.keep(TENANT, staged);
        blobs.keep(TENANT, staged);

        assertThat(read(blobs, ABC)).isEqualTo("abc");
    }

    @Test
    void showsAnotherProcessWhatIsKept() throws IOException {
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));

        assertThat(read(open(), ABC)).isEqualTo("abc");
    }

    @Test
    void readsATooLongStreamToItsEndAndKeepsNothing() throws IOException {
        InputStream content = bytes("12345678901");

        assertThatThrownBy(() -> blobs.staging().stage(content))
                .isInstanceOf(ServiceException.class);

        assertThat(content.read()).isEqualTo(-1);
        assertThat(incoming()).isZero();
    }

    @Test
    void removesOnceAndForAll() throws IOException {
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));
        read(blobs, ABC);

        blobs.remove(ABC);
        blobs.remove(ABC);

        assertThat(blobs.has(ABC)).isFalse();
        assertThat(blobs.open(ABC)).isEmpty();
    }

    @Test
    void letsWhoReadsAnOriginalReadItToItsEnd() throws IOException {
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));
        try (Original original = blobs.open(ABC).orElseThrow();
                InputStream content = Files.newInputStream(original.file())) {
            blobs.remove(ABC);

            assertThat(content.readAllBytes()).hasSize(3);
        }
    }

    @Test
    void tellsWhatIsInWhichFolderSinceWhen() throws IOException {
        Instant before = Instant.now().minusSeconds(60);
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));
        blobs.keep(TENANT, blobs.staging().stage(bytes("abd")));

        List<BlobKey> all = new ArrayList<>();
        for (BlobFolder name : blobs.folders()) {
            all.addAll(blobs.storedBefore(name, Instant.now().plusSeconds(60)));
            assertThat(blobs.storedBefore(name, before)).isEmpty();
        }

        assertThat(all).hasSize(2).contains(ABC);
    }

    @Test
    void storesTheSameContentFromManySidesAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> callers = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                BlobStore store = i % 2 == 0 ? blobs : open();
                callers.add(
                        () -> {
                            store.keep(TENANT, store.staging().stage(bytes("abc")));
                            return read(store, ABC);
                        });
            }
            for (Future<String> result : threads.invokeAll(callers)) {
                assertThat(result.get()).isEqualTo("abc");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(incoming()).isZero();
    }

    @Test
    void refusesANameThatIsNone() {
        assertThatThrownBy(() -> new BlobKey(TENANT, "../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlobKey(TENANT, "ABC"))
                .isInstanceOf(IllegalArgumentException.class);
        for (String tenant : List.of("", "..", "../other", "a/b", "A", ".incoming", "日本")) {
            assertThatThrownBy(() -> new BlobKey(tenant, SHA_OF_ABC))
                    .as(tenant)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void givesTheSameBytesOfTwoTenantsToEachTheirOwn() throws IOException {
        BlobKey theirs = new BlobKey("other", SHA_OF_ABC);
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));
        read(blobs, ABC);

        assertThat(blobs.has(theirs)).isFalse();
        assertThat(blobs.open(theirs)).isEmpty();
        assertThat(blobs.describe(theirs)).isEmpty();

        blobs.keep("other", blobs.staging().stage(bytes("abc")));
        blobs.remove(ABC);

        assertThat(read(blobs, theirs)).isEqualTo("abc");
        assertThat(blobs.has(ABC)).isFalse();
    }

    @Test
    void tellsWhatItDidNotPutThere() throws IOException {
        blobs.keep(TENANT, blobs.staging().stage(bytes("abc")));
        assertThat(blobs.unknown()).isEmpty();

        // As a store was laid out before it knew of tenants.
        putDirectly("ba/" + SHA_OF_ABC, "abc");
        putDirectly("notes.txt", "abc");

        assertThat(blobs.unknown())
                .extracting(UnknownBlobs::example)
                .containsExactlyInAnyOrder("notes.txt", SHA_OF_ABC);
        assertThat(blobs.unknown()).extracting(UnknownBlobs::count).containsOnly(1L);
    }

    @Test
    void canBeUsed() throws IOException {
        blobs.check();
    }

    static String read(BlobStore store, BlobKey key) throws IOException {
        try (Original original = store.open(key).orElseThrow()) {
            return Files.readString(original.file());
        }
    }

    long incoming() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".incoming"))) {
            return files.count();
        }
    }

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}

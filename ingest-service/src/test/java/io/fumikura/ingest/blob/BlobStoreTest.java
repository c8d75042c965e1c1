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
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {
    private static final String SHA_OF_ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir Path folder;
    private @Nullable BlobStore opened;

    @BeforeEach
    void open() throws IOException {
        opened = new BlobStore(folder, 10, 2);
    }

    private BlobStore blobs() {
        return Objects.requireNonNull(opened);
    }

    @Test
    void namesContentByItsSum() throws IOException {
        StagedBlob staged = blobs().stage(bytes("abc"));
        assertThat(blobs().find(SHA_OF_ABC)).isEmpty();

        blobs().keep(staged);

        assertThat(staged.sha256()).isEqualTo(SHA_OF_ABC);
        assertThat(staged.head().bytes()).isEqualTo("ab".getBytes(StandardCharsets.US_ASCII));
        assertThat(blobs().find(SHA_OF_ABC)).isPresent();
        assertThat(incoming()).isZero();
    }

    @Test
    void keepsTheSameContentOnce() throws IOException {
        blobs().keep(blobs().stage(bytes("abc")));
        blobs().keep(blobs().stage(bytes("abc")));

        assertThat(blobs().describe(SHA_OF_ABC))
                .hasValueSatisfying(b -> assertThat(b.size()).isEqualTo(3));
        assertThat(incoming()).isZero();
    }

    @Test
    void neverDiscardsWhatIsKept() throws IOException {
        blobs().keep(blobs().stage(bytes("abc")));

        blobs().describe(SHA_OF_ABC).orElseThrow().discard();

        assertThat(blobs().find(SHA_OF_ABC)).isPresent();
    }

    @Test
    void readsATooLongStreamToItsEndAndKeepsNothing() throws IOException {
        InputStream content = bytes("12345678901");

        assertThatThrownBy(() -> blobs().stage(content)).isInstanceOf(ServiceException.class);

        assertThat(content.read()).isEqualTo(-1);
        assertThat(incoming()).isZero();
    }

    private long incoming() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("incoming"))) {
            return files.count();
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}

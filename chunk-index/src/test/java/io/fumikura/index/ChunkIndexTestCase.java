package io.fumikura.index;

import static io.fumikura.index.Chunks.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A prepared index for each test, here or in the Qdrant that {@link TestQdrant} names. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields.
abstract class ChunkIndexTestCase {

    TestQdrant qdrant;
    ChunkIndex index;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        qdrant = TestQdrant.start(folder);
        index = qdrant.connect();
        await(index.prepare(qdrant.compat, Chunks.DIMENSION));
    }

    @AfterEach
    void stop() throws IOException {
        index.close();
        qdrant.close();
    }
}

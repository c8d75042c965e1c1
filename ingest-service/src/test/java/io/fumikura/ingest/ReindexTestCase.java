package io.fumikura.ingest;

import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test begins with the old model, and leaves it to the next. */
abstract class ReindexTestCase {
    @Inject IngestHarness ingest;

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    Reindexing reindexing;

    @BeforeEach
    void ready() {
        reindexing = new Reindexing(ingest);
        ingest.awaitIndex();
    }

    @AfterEach
    void asBefore() {
        reindexing.backToTheOldModel();
    }
}

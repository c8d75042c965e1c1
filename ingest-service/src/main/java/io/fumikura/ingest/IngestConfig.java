package io.fumikura.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of this service. */
@ConfigMapping(prefix = "ingest")
public interface IngestConfig {

    /** Where originals are kept; shared by all replicas, on one file system. */
    @WithDefault("/var/lib/fumikura/blobs")
    Path blobDirectory();

    /** Base address of the embedding service; asked which model it serves. */
    @WithDefault("http://localhost:8082")
    URI embeddingUrl();

    /** Largest original. */
    @WithDefault("50M")
    MemorySize maxDocumentSize();

    Parse parse();

    Chunk chunk();

    /** For one call to the index; publishing a document of many passages is one call. */
    @WithDefault("2m")
    Duration indexDeadline();

    /** How often the outbox is looked at when nobody woke it. */
    @WithDefault("1s")
    Duration outboxSweep();

    /** How often a caller of {@code …/events} is told news. */
    @WithDefault("500ms")
    Duration eventsInterval();

    /** What one document may cost. */
    interface Parse {
        @WithDefault("10000")
        @Min(1)
        int maxPages();

        /** Characters of text; bounds the memory that Markdown and HTML need. */
        @WithDefault("20000000")
        @Min(1)
        int maxCharacters();

        /** For all of a document, while a thread works on it. */
        @WithDefault("5m")
        Duration timeout();

        /** Documents read at the same time. */
        @WithDefault("2")
        @Min(1)
        @Max(64)
        int workers();
    }

    /** How long passages are, in tokens of the embedding model. */
    interface Chunk {
        /** A passage is closed before the sentence that would make it longer. */
        @WithDefault("128")
        @Min(20)
        int target();

        /** No passage is longer, its headings included; the model's own limit holds besides. */
        @WithDefault("256")
        @Min(20)
        int max();

        /** Longest sentence that is repeated in the next passage. */
        @WithDefault("40")
        @Min(0)
        int maxOverlap();
    }
}

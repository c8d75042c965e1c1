package io.fumikura.ingest;

import io.fumikura.inference.model.Device;
import io.fumikura.ocr.image.PageFile;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of this service. */
@ConfigMapping(prefix = "ingest")
public interface IngestConfig {

    /** What originals are kept in. */
    @WithDefault("folder")
    BlobStoreKind blobStore();

    /** What {@code ingest.blob-store} may say. */
    enum BlobStoreKind {
        FOLDER,
        S3
    }

    S3Config s3();

    /**
     * For what waits for the database, and an upload for the store of originals besides; then the
     * caller is told that it does not answer.
     */
    @WithDefault("15s")
    Duration answerWithin();

    /**
     * Where originals are kept; shared by all replicas, on one file system. With S3 each replica's
     * own: what comes in and what is being read lies there.
     */
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

    Reindex reindex();

    Retention retention();

    /** For one call to the index; publishing a document of many passages is one call. */
    @WithDefault("2m")
    Duration indexDeadline();

    /**
     * How long a document may be without progress before what it waits for is sent again. Longer
     * than Kafka keeps records: until then they may be under way.
     */
    @WithDefault("8d")
    Duration stuckAfter();

    /** How often the outbox is looked at when nobody woke it. */
    @WithDefault("1s")
    Duration outboxSweep();

    /** How often a caller of {@code …/events} is told news. */
    @WithDefault("500ms")
    Duration eventsInterval();

    Ocr ocr();

    Pictures pictures();

    /** Drawing pages to be looked at. */
    interface Pictures {
        /**
         * Pages drawn at the same time. With those that OCR reads they share half of the heap, and
         * wait for it.
         */
        @WithDefault("2")
        @Min(1)
        @Max(64)
        int workers();

        /** Pages that wait for it; who asks for one more is told to come again. */
        @WithDefault("32")
        @Min(1)
        int waiting();

        /** From a page being asked for to its being drawn. */
        @WithDefault("20s")
        Duration timeout();
    }

    Export export();

    /** Making documents into files of other formats. */
    interface Export {
        /** At the same time; their pages are drawn beside those that are looked at. */
        @WithDefault("2")
        @Min(1)
        @Max(64)
        int together();

        /** For all of a document: 600 scanned pages take about a minute. */
        @WithDefault("10m")
        Duration timeout();
    }

    /** What one document may cost. */
    interface Parse {
        @WithDefault("10000")
        @Min(1)
        int maxPages();

        /** Characters of text. */
        @WithDefault("20000000")
        @Min(1)
        int maxCharacters();

        /**
         * Characters of text that has to be in memory at once: HTML and Markdown, where an element
         * counts as 16, and the strings that the cells of a workbook share.
         */
        @WithDefault("4000000")
        @Min(1)
        int maxHeldCharacters();

        /** Elements inside elements. */
        @WithDefault("256")
        @Min(1)
        @Max(512)
        int maxDepth();

        /** Pixels of a picture, as its header says; never more than the decoders take. */
        @WithDefault("60000000")
        @Min(1)
        @Max(PageFile.MAX_PIXELS)
        long maxPixels();

        /** An Office file when unpacked. */
        @WithDefault("512M")
        MemorySize maxUnpackedSize();

        /** Files inside an Office file. */
        @WithDefault("10000")
        @Min(1)
        int maxEntries();

        /** What a page of a PDF takes in memory when unpacked. */
        @WithDefault("48M")
        MemorySize maxPageMemory();

        /** For all of a document, while a thread works on it. */
        @WithDefault("5m")
        Duration timeout();

        /** For the next few pages of it; a parser that hangs is given up after this long. */
        @WithDefault("30s")
        Duration stepTimeout();

        /** Documents, and parts of long ones, that are read at the same time. */
        @WithDefault("2")
        @Min(1)
        @Max(64)
        int workers();
    }

    /** How long things are kept that are of use only for a while. */
    interface Retention {
        /**
         * Events that were taken in: one that comes again is known by its id. Later ones are known
         * by their place in the topic.
         */
        @WithDefault("14d")
        Duration events();

        /** Idempotency keys of uploads. */
        @WithDefault("7d")
        Duration idempotencyKeys();

        /**
         * That there was a document, once it is deleted: until then an event from before its
         * deletion is known to be late. Longer than Kafka keeps records.
         */
        @WithDefault("30d")
        Duration deletedDocuments();

        /** Originals that no document has. */
        @WithDefault("1d")
        Duration unusedBlobs();

        /** How often one of the replicas deletes what is older. */
        @WithDefault("1h")
        Duration interval();
    }

    /** Reading pages that are pictures. */
    interface Ocr extends OcrServiceConfig {
        /**
         * A folder with an OCR model. Without one, pages whose text is in a picture are marked and
         * the rest is indexed.
         */
        Optional<Path> modelPath();

        /**
         * SHA-256 of the approved model's {@code model.json}; with it, another model is refused.
         * The image sets it to the model that was built into it.
         */
        Optional<@Pattern(regexp = "[0-9a-f]{64}") String> modelDigest();

        /** Where the model runs. */
        @WithDefault("auto")
        Device device();

        /** Threads that one page uses; as many pages as there are parsers are read at once. */
        @WithDefault("1")
        @Min(1)
        @Max(256)
        int threads();

        /**
         * Pages that OCR was less sure of are listed to be looked at. Of 56 pages (the 14 public
         * ones as they are, blurred twice and with noise) the miniature model had 8 to 95 of 100
         * characters wrong on each of the 9 below, and at most 8 on each of the others.
         */
        @WithDefault("0.85")
        @DecimalMin("0")
        @DecimalMax("1")
        double reviewBelow();

        /** For one page. Shorter than the time of a step of reading. */
        @WithDefault("20s")
        Duration pageTimeout();
    }

    /** Changing the embedding model. */
    interface Reindex {
        /**
         * Base address of an embedding service with another model than the one that is searched
         * with: the next one, or after the switch the one before.
         */
        Optional<URI> embeddingUrl();

        /** Documents embedded and written at the same time. */
        @WithDefault("4")
        @Min(1)
        @Max(32)
        int concurrency();
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

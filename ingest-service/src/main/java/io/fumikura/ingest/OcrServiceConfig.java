package io.fumikura.ingest;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Which engine reads pictures of pages, and where it is if it is another process. */
public interface OcrServiceConfig {
    @WithDefault("onnx")
    EngineKind engine();

    /** What {@code ingest.ocr.engine} may say. */
    enum EngineKind {
        /** In this process, with the model of {@code ingest.ocr.model-path}, if there is one. */
        ONNX,
        /** The wrapper of {@code docker/yomitoku} at {@code ingest.ocr.url}. */
        YOMITOKU
    }

    /** Base address of the wrapper; nothing is contacted before it is set. */
    Optional<URI> url();

    /**
     * The licence of the other engine that the operator keeps to, as its mapping names it, or
     * {@code commercial} for one that its owner gave.
     */
    Optional<String> acceptedLicence();

    /** Which field of the other engine's JSON is what; without it, the one for YomiToku. */
    Optional<Path> mapping();

    /** Pages the wrapper is sent at the same time. */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int concurrency();
}

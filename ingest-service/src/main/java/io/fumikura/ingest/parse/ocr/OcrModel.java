package io.fumikura.ingest.parse.ocr;

import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.ocr.engine.OcrOptions;
import io.fumikura.ocr.engine.OnnxOcrEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The OCR model of this service, if it has one. Loaded at the start, closed at the end. */
public final class OcrModel implements AutoCloseable {
    private final @Nullable OnnxOcrEngine engine;
    private final @Nullable PageOcr pages;

    private OcrModel(@Nullable OnnxOcrEngine engine, @Nullable PageOcr pages) {
        this.engine = engine;
        this.pages = pages;
    }

    /** Pages that are pictures stay unread. */
    public static OcrModel none() {
        return new OcrModel(null, null);
    }

    /**
     * Verifies the folder and loads its graphs.
     *
     * @param pageTimeout for one page
     * @throws ModelUnavailableException the folder is missing, was altered, or is no OCR model
     */
    public static OcrModel load(Path folder, OcrOptions options, Duration pageTimeout) {
        OnnxOcrEngine engine = OnnxOcrEngine.load(ModelFolder.open(folder), options);
        return new OcrModel(engine, new PageOcr(engine, pageTimeout));
    }

    public Optional<PageOcr> pages() {
        return Optional.ofNullable(pages);
    }

    /** What reads, and where it runs; for the log. */
    public String description() {
        return engine == null
                ? "no OCR: pages that are pictures are marked needs_ocr"
                : "OCR by %s on %s".formatted(engine.name(), engine.device());
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
    }
}

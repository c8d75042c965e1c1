package io.fumikura.ingest.parse.ocr;

import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.ingest.ocr.RemoteOcrEngine;
import io.fumikura.ocr.engine.OcrOptions;
import io.fumikura.ocr.engine.OnnxOcrEngine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What reads pictures of pages in this service, if anything does. Closed at the end. */
public final class OcrModel implements AutoCloseable {
    private final @Nullable PageOcr pages;
    private final String description;
    private final Supplier<Optional<String>> absence;
    private final OcrTimes times;
    private final Runnable closing;

    private OcrModel(
            @Nullable PageOcr pages,
            String description,
            Supplier<Optional<String>> absence,
            OcrTimes times,
            Runnable closing) {
        this.pages = pages;
        this.description = description;
        this.absence = absence;
        this.times = times;
        this.closing = closing;
    }

    /** Pages that are pictures stay unread. */
    public static OcrModel none() {
        return new OcrModel(
                null,
                "no OCR: pages that are pictures are marked needs_ocr",
                Optional::empty,
                new OcrTimes(),
                () -> {});
    }

    /**
     * Loads the graphs of a folder whose weights may still be being verified.
     *
     * @param pageTimeout for one page
     * @throws ModelUnavailableException the folder is missing, was altered, or is no OCR model
     */
    public static OcrModel load(ModelFolder folder, OcrOptions options, Duration pageTimeout) {
        OcrTimes times = new OcrTimes();
        OnnxOcrEngine engine = OnnxOcrEngine.load(folder, options, times);
        return new OcrModel(
                new PageOcr(engine, pageTimeout, times),
                "OCR by %s on %s".formatted(engine.name(), engine.device()),
                Optional::empty,
                times,
                engine::close);
    }

    /** Another process reads; it need not be there yet. */
    public static OcrModel remote(RemoteOcrEngine engine, Duration pageTimeout) {
        OcrTimes times = new OcrTimes();
        return new OcrModel(
                new PageOcr(new TimedOcr(engine, times), pageTimeout, times),
                "OCR by %s at %s".formatted(engine.name(), engine.address()),
                engine::absence,
                times,
                () -> {});
    }

    public Optional<PageOcr> pages() {
        return Optional.ofNullable(pages);
    }

    /** Of the pages that were read. */
    public OcrTimes times() {
        return times;
    }

    /** What reads, and where it runs; for the log. */
    public String description() {
        return description;
    }

    /** Why pages have to wait now; empty when they need not. May ask over the network. */
    public Optional<String> absence() {
        return absence.get();
    }

    @Override
    public void close() {
        closing.run();
    }
}

package io.fumikura.cli.ocr;

import io.fumikura.cli.CommandFailure;
import io.fumikura.ocr.image.PageFile;
import io.fumikura.ocr.image.PageImage;
import io.fumikura.ocr.image.UnreadableImage;
import io.fumikura.ocr.score.BadTruth;
import io.fumikura.ocr.score.TruePage;
import io.fumikura.ocr.score.TruePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the pages of a folder with one engine after another and compares. */
public final class OcrEvaluation {
    private static final double NANOSECONDS = 1e9;

    private final List<TruePage> pages;
    private final Consumer<String> progress;

    private OcrEvaluation(List<TruePage> pages, Consumer<String> progress) {
        this.pages = pages;
        this.progress = progress;
    }

    /**
     * @throws CommandFailure the folder is not as it has to be; no engine was started
     */
    public static OcrEvaluation of(Path folder, Consumer<String> progress) throws IOException {
        try {
            List<TruePage> pages = TruePages.read(folder);
            for (TruePage page : pages) {
                requirePicture(page);
            }
            return new OcrEvaluation(pages, progress);
        } catch (BadTruth e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    public List<TruePage> pages() {
        return pages;
    }

    public OcrReport.EngineResult run(PageReader reader) throws IOException, InterruptedException {
        progress.accept("%s: %s".formatted(reader.name(), reader.version()));
        if (reader.warmsUp()) {
            reader.read(pages.get(0));
        }
        List<PageOutcome> outcomes = new ArrayList<>();
        for (TruePage page : pages) {
            long begin = System.nanoTime();
            PageReader.Reading reading = reader.read(page);
            double seconds = (System.nanoTime() - begin) / NANOSECONDS;
            outcomes.add(PageOutcome.of(page, reading, seconds));
            progress.accept(
                    "%s: %s, %d of %d"
                            .formatted(reader.name(), page.id(), outcomes.size(), pages.size()));
        }
        return OcrReport.EngineResult.of(reader, outcomes);
    }

    /** Now, not after minutes; and whoever fits boxes to another picture measures nothing. */
    private static void requirePicture(TruePage page) throws IOException {
        PageImage image;
        try {
            image = new PageFile(Files.readAllBytes(page.image())).page(0);
        } catch (UnreadableImage e) {
            throw new CommandFailure("%s: %s".formatted(page.image(), e.getMessage()), e);
        }
        if (image.width() != page.width() || image.height() != page.height()) {
            throw new CommandFailure(
                    "%s has %d x %d pixels, its ground truth is for %d x %d"
                            .formatted(
                                    page.image(),
                                    image.width(),
                                    image.height(),
                                    page.width(),
                                    page.height()));
        }
    }
}

package io.fumikura.ingest.parse.ocr;

import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.OpenDocument;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ParseLimits;
import io.fumikura.ingest.parse.ParsePool;
import io.fumikura.ingest.parse.image.ImageParser;
import io.fumikura.ocr.engine.OcrOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Recognises pictures, all at once. Run in a process with the memory the service has. */
public final class LargestPictures {
    /** What the rest of the service takes. */
    private static final byte[] REST = new byte[80 << 20];

    private LargestPictures() {}

    public static void main(String[] files) {
        try (OcrModel model =
                        OcrModel.load(
                                ModelFolder.open(Path.of("../models/mini-ocr")),
                                OcrOptions.on(Device.CPU),
                                Duration.ofMinutes(1));
                ParsePool pool =
                        new ParsePool(
                                Map.of(Format.JPEG, new ImageParser(model.pages().orElseThrow())),
                                ParseLimits.DEFAULT,
                                files.length)) {
            List<CompletableFuture<String>> all =
                    Arrays.stream(files).map(file -> read(pool, Path.of(file))).toList();
            all.forEach(text -> System.out.println("read: " + text.join()));
        }
        System.out.println("the rest still has " + REST.length + " bytes");
    }

    private static CompletableFuture<String> read(ParsePool pool, Path file) {
        return pool.open(Format.JPEG, file)
                .thenCompose(OpenDocument::next)
                .thenApply(LargestPictures::text)
                .toCompletableFuture();
    }

    private static String text(List<Page> pages) {
        return pages.stream()
                .flatMap(page -> page.blocks().stream())
                .map(Block::lines)
                .flatMap(List::stream)
                .map(Line::text)
                .collect(Collectors.joining(" "));
    }
}

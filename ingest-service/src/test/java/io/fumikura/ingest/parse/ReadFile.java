package io.fumikura.ingest.parse;

import io.fumikura.ingest.parse.image.ImageParser;
import io.fumikura.ingest.parse.markup.HtmlParser;
import io.fumikura.ingest.parse.markup.MarkdownParser;
import io.fumikura.ingest.parse.ocr.PageOcr;
import io.fumikura.ingest.parse.office.OfficeParser;
import io.fumikura.ingest.parse.pdf.PdfParser;
import io.fumikura.ingest.parse.text.CsvParser;
import io.fumikura.ingest.parse.text.TextParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Files as the service reads them: told apart, in steps, on the threads of a pool. */
public final class ReadFile {
    private static final ParsePool POOL = new ParsePool(parsers(null), ParseLimits.DEFAULT, 2);

    private ReadFile() {}

    public static Map<Format, DocumentParser> parsers(@Nullable PageOcr ocr) {
        Map<Format, DocumentParser> parsers = new EnumMap<>(Format.class);
        parsers.put(Format.TEXT, new TextParser());
        parsers.put(Format.MARKDOWN, new MarkdownParser());
        parsers.put(Format.HTML, new HtmlParser());
        parsers.put(Format.PDF, new PdfParser(ocr));
        parsers.put(Format.CSV, new CsvParser(','));
        parsers.put(Format.TSV, new CsvParser('\t'));
        for (Format office : List.of(Format.DOCX, Format.XLSX, Format.PPTX)) {
            parsers.put(office, new OfficeParser());
        }
        for (Format image : List.of(Format.PNG, Format.JPEG, Format.TIFF)) {
            parsers.put(image, new ImageParser(ocr));
        }
        return parsers;
    }

    public static Format format(Path file, @Nullable String type, String name) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return FormatDetector.detect(bytes.readNBytes(FormatDetector.HEAD_BYTES), type, name);
        }
    }

    public static List<Page> pages(Path file, @Nullable String type, String name)
            throws IOException {
        return pages(POOL, file, type, name);
    }

    public static List<Page> pages(ParsePool pool, Path file, @Nullable String type, String name)
            throws IOException {
        OpenDocument document = join(pool.open(format(file, type, name), file));
        List<Page> all = new ArrayList<>();
        try {
            for (List<Page> some = join(document.next());
                    !some.isEmpty();
                    some = join(document.next())) {
                all.addAll(some);
            }
            return all;
        } finally {
            document.close();
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}

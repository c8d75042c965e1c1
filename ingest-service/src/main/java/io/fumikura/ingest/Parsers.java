package io.fumikura.ingest;

import io.fumikura.ingest.parse.DocumentParser;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.ParseLimits;
import io.fumikura.ingest.parse.ParsePool;
import io.fumikura.ingest.parse.image.ImageParser;
import io.fumikura.ingest.parse.markup.HtmlParser;
import io.fumikura.ingest.parse.markup.MarkdownParser;
import io.fumikura.ingest.parse.ocr.PageOcr;
import io.fumikura.ingest.parse.office.OfficeParser;
import io.fumikura.ingest.parse.pdf.PdfParser;
import io.fumikura.ingest.parse.text.CsvParser;
import io.fumikura.ingest.parse.text.TextParser;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parser of each format, and what one document may cost. */
final class Parsers {
    private Parsers() {}

    static ParsePool pool(IngestConfig.Parse config, @Nullable PageOcr ocr) {
        return new ParsePool(all(ocr), limits(config), config.workers());
    }

    static Map<Format, DocumentParser> all(@Nullable PageOcr ocr) {
        Map<Format, DocumentParser> parsers = new EnumMap<>(Format.class);
        for (Format format : Format.values()) {
            parsers.put(format, of(format, ocr));
        }
        return parsers;
    }

    private static DocumentParser of(Format format, @Nullable PageOcr ocr) {
        return switch (format) {
            case TEXT -> new TextParser();
            case MARKDOWN -> new MarkdownParser();
            case HTML -> new HtmlParser();
            case PDF -> new PdfParser(ocr);
            case DOCX, XLSX, PPTX -> new OfficeParser();
            case CSV -> new CsvParser(',');
            case TSV -> new CsvParser('\t');
            case PNG, JPEG, TIFF -> new ImageParser(ocr);
        };
    }

    static ParseLimits limits(IngestConfig.Parse config) {
        return new ParseLimits(
                config.maxPages(),
                config.maxPixels(),
                new ParseLimits.Text(
                        config.maxCharacters(), config.maxHeldCharacters(), config.maxDepth()),
                new ParseLimits.Unpacked(
                        config.maxUnpackedSize().asLongValue(),
                        config.maxEntries(),
                        config.maxPageMemory().asLongValue()),
                config.timeout(),
                config.stepTimeout());
    }
}

package io.fumikura.ingest.ocr.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.geometry.Box;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers of the wrapper about a page of 1000 × 1400 pixels, and what becomes of them. */
final class Answers {
    static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private Answers() {}

    static OcrPage page(String document) {
        return page(1000, 1400, document);
    }

    /**
     * @param width of the picture that was sent
     */
    static OcrPage page(int width, int height, String document) {
        String answer =
                "{\"engine\": \"e\", \"engine_version\": \"7\", \"width\": 1000, \"height\": 1400,"
                        + " \"document\": "
                        + document
                        + "}";
        return new OcrDocumentMapper(MappingFile.shipped()).page(json(answer), width, height, null);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static String paragraph(String box, String text, String rest) {
        return "{\"box\": %s, \"contents\": %s%s}".formatted(box, text, rest);
    }

    static String word(int x0, int y0, int x1, int y1, String text) {
        return word(
                "[[%d,%d],[%d,%d],[%d,%d],[%d,%d]]".formatted(x0, y0, x1, y0, x1, y1, x0, y1),
                text,
                "");
    }

    static String word(String points, String text, String rest) {
        return String.format(
                Locale.ROOT, "{\"points\": %s, \"content\": \"%s\"%s}", points, text, rest);
    }

    static String cell(int row, int column, String spans, String text) {
        return "{\"row\": %d, \"col\": %d, \"box\": [%d, %d, %d, %d], \"contents\": \"%s\"%s}"
                .formatted(
                        row,
                        column,
                        100 * column,
                        100 * row,
                        100 * column + 100,
                        100 * row + 100,
                        text,
                        spans);
    }

    /** What every page promises, whatever was answered. */
    static void assertIsSound(OcrPage page) {
        Box whole = new Box(0, 0, page.width(), page.height());
        assertThat(page.lines())
                .extracting(OcrLine::order)
                .containsExactlyElementsOf(
                        IntStream.range(0, page.lines().size()).boxed().toList());
        assertThat(page.blocks())
                .extracting(OcrBlock::order)
                .containsExactlyElementsOf(
                        IntStream.range(0, page.blocks().size()).boxed().toList());
        assertThat(page.lines())
                .allSatisfy(
                        line -> {
                            assertThat(line.box().union(whole)).isEqualTo(whole);
                            assertThat(line.box().area()).isPositive();
                            assertThat(line.confidence()).isBetween(0.0, 1.0);
                            assertThat(line.text()).isNotBlank();
                        });
        Set<String> ids = page.lines().stream().map(OcrLine::id).collect(Collectors.toSet());
        assertThat(ids).hasSameSizeAs(page.lines());
    }
}

package io.fumikura.ingest.ocr.mapping;

import static io.fumikura.ingest.ocr.mapping.Answers.page;
import static io.fumikura.ingest.ocr.mapping.Answers.paragraph;
import static io.fumikura.ingest.ocr.mapping.Answers.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.geometry.Box;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents with what no page has. */
class HostileAnswersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "[1, 2, 3]",
                "[1, 2, 3, 4, 5]",
                "[\"1\", \"2\", \"3\", \"4\"]",
                "[NaN, 0, 10, 10]",
                "[0, 0, 1e999, 10]",
                "[2000, 0, 2100, 10]",
                "[-50, -50, -10, -10]",
                "[10, 10, 10, 50]",
                "{\"x\": 1}",
                "[[0, 0], [10, 10]]"
            })
    void leavesOutWhatHasNoPlaceOnThePageAndSaysSo(String box) {
        OcrPage page =
                page(
                        "{\"paragraphs\": [%s, %s]}"
                                .formatted(
                                        paragraph(box, "\"失\"", ""),
                                        paragraph("[0, 0, 90, 40]", "\"残\"", "")));

        assertThat(page.text()).isEqualTo("残");
        assertThat(page.warnings())
                .containsExactly("left out of /paragraphs, without a place on the page: 1");
    }

    @Test
    void leavesOutLinesWithoutTextAndCountsThem() {
        OcrPage page =
                page(
                        "{\"words\": [%s, %s, {}]}"
                                .formatted(
                                        word(0, 0, 90, 20, ""), word(0, 40, 90, 60, " \\u0000")));

        assertThat(page.blocks()).isEmpty();
        assertThat(page.warnings()).containsExactly("left out of /words, without text: 3");
    }

    @Test
    void cutsWhatReachesOverThePageAndPutsCornersInOrder() {
        OcrPage page =
                page(
                        "{\"paragraphs\": [%s, %s]}"
                                .formatted(
                                        paragraph("[-1e300, -5, 1e300, 40.5]", "\"広\"", ""),
                                        paragraph("[300, 900, 100, 800]", "\"逆\"", "")));

        assertThat(page.blocks())
                .extracting(OcrBlock::box)
                .containsExactly(new Box(0, 0, 1000, 40.5), new Box(100, 800, 300, 900));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-0.1", "1.5", "1e400", "\"0.9\"", "null", "[]"})
    void takesAConfidenceThatIsNoneForUnknown(String confidence) {
        OcrPage page =
                page(
                        "{\"words\": [%s]}"
                                .formatted(
                                        word(
                                                "[[0,0],[90,0],[90,20],[0,20]]",
                                                "文",
                                                ", \"rec_score\": " + confidence)));

        assertThat(page.lines().get(0).confidence()).isZero();
        Answers.assertIsSound(page);
    }

    @Test
    void keepsNoCharacterThatTheDatabaseOrAPageCannotHave() {
        OcrPage page =
                page(
                        "{\"words\": [%s, %s]}"
                                .formatted(
                                        word(0, 0, 90, 20, "a\\u0000\\u0007b\\ud800c\\ufe0f"),
                                        word(0, 40, 90, 60, "\\u304b\\u3099")));

        assertThat(page.lines()).extracting(OcrLine::text).containsExactly("ab\ufffdc", "\u304c");
    }

    @Test
    void readsOutlinesOfMoreThanFourCorners() {
        OcrPage page =
                page(
                        "{\"words\": [%s]}"
                                .formatted(
                                        word(
                                                "[[5,0],[90,2],[95,20],[40,24],[0,20]]",
                                                "曲がった行",
                                                "")));

        assertThat(page.lines().get(0).box()).isEqualTo(new Box(0, 0, 95, 24));
    }

    @Test
    void refusesMoreLinesThanAPageCanHaveAndIsQuickWithAsManyAsItCan() {
        String most = words(ForeignPageReader.MOST_LINES);
        long begun = System.nanoTime();

        OcrPage page = page("{\"words\": [" + most + "]}");

        assertThat(page.lines()).hasSize(ForeignPageReader.MOST_LINES);
        assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
        Answers.assertIsSound(page);
        assertThatThrownBy(
                        () -> page("{\"words\": [%s, %s]}".formatted(most, word(0, 0, 9, 9, "過"))))
                .isInstanceOf(UnusableAnswer.class)
                .hasMessageContaining("3,000 lines");
    }

    private static String words(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> {
                            int x = 10 + i % 25 * 39;
                            int y = 10 + i / 25 * 11;
                            return word(x, y, x + 20 + i % 17, y + 9, "語" + i);
                        })
                .collect(Collectors.joining(","));
    }

    @Test
    void refusesMoreBlocksAndMoreTextThanAPageCanHave() {
        String block = paragraph("[0, 0, 90, 40]", "\"文\"", "");
        String blocks = (block + ",").repeat(ForeignPageReader.MOST_BLOCKS) + block;
        String long1 = paragraph("[0, 0, 9, 9]", '"' + "字".repeat(500_001) + '"', "");

        assertThatThrownBy(() -> page("{\"paragraphs\": [" + blocks + "]}"))
                .isInstanceOf(UnusableAnswer.class)
                .hasMessageContaining("1,000 blocks");
        assertThatThrownBy(() -> page("{\"paragraphs\": [" + long1 + "]}"))
                .isInstanceOf(UnusableAnswer.class)
                .hasMessageContaining("500,000 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "\"1000\"", "1e999", "[]"})
    void refusesAPageOfNoSize(String width) {
        String answer = "{\"width\": %s, \"document\": {\"words\": []}}".formatted(width);

        assertThatThrownBy(
                        () ->
                                new OcrDocumentMapper(MappingFile.shipped())
                                        .page(Answers.json(answer), 10, 10, null))
                .isInstanceOf(UnusableAnswer.class)
                .hasMessageContaining("/width");
    }
}

package io.fumikura.ingest.ocr.mapping;

import static io.fumikura.ingest.ocr.mapping.Answers.page;
import static io.fumikura.ingest.ocr.mapping.Answers.paragraph;
import static io.fumikura.ingest.ocr.mapping.Answers.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.geometry.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OcrDocumentMapperTest {
    private static final Path EXAMPLE = Path.of("../docker/yomitoku/example-answer.json");

    @Test
    void readsTheAnswerThatTheWrappersOwnTestsGive() throws IOException {
        OcrPage page = example(1000, 1400);

        assertThat(page.blocks())
                .extracting(OcrBlock::type, OcrBlock::direction, OcrBlock::text)
                .containsExactly(
                        tuple(OcrBlockType.HEADER, Direction.HORIZONTAL, "倉庫通信 第12号"),
                        tuple(OcrBlockType.HEADING, Direction.HORIZONTAL, "冬季の入庫について"),
                        tuple(
                                OcrBlockType.PARAGRAPH,
                                Direction.HORIZONTAL,
                                "埠頭の倉庫は朝八時に開き、夕方六時に閉まる。"),
                        tuple(
                                OcrBlockType.TABLE,
                                Direction.HORIZONTAL,
                                "品目\t数量\n入庫\t出庫\n米\t120\t80"),
                        tuple(OcrBlockType.FIGURE, Direction.HORIZONTAL, "倉庫の配置図"),
                        tuple(OcrBlockType.PARAGRAPH, Direction.VERTICAL, "月曜日は休みとする。祝日も同じである。"),
                        tuple(OcrBlockType.PARAGRAPH, Direction.HORIZONTAL, "問い合わせは事務室まで"),
                        tuple(OcrBlockType.FOOTER, Direction.HORIZONTAL, "3"));
        assertThat(page.figures()).containsExactly(new Box(100, 520, 450, 800));
        assertThat(page.warnings()).isEmpty();
        assertThat(page.profile()).isEqualTo("yomitoku 1");
        OcrLine column = page.blocks().get(5).lines().get(0);
        assertThat(column.box()).isEqualTo(new Box(840, 530, 880, 820));
        assertThat(column.confidence()).isEqualTo(0.95);
        assertThat(column.id()).isEqualTo("b5.l0");
        Answers.assertIsSound(page);
    }

    @Test
    void givesPlacesInPixelsOfThePictureThatWasMadeSmallerToBeSent() throws IOException {
        OcrPage page = example(2000, 4200);

        assertThat(page.width()).isEqualTo(2000);
        assertThat(page.lines().get(0).box()).isEqualTo(new Box(210, 126, 960, 204));
        assertThat(page.figures()).containsExactly(new Box(200, 1560, 900, 2400));
    }

    private static OcrPage example(int width, int height) throws IOException {
        return new OcrDocumentMapper(MappingFile.shipped())
                .page(Answers.json(Files.readString(EXAMPLE)), width, height, 200.0);
    }

    @Test
    void takesEmptyListsForAnEmptyPage() {
        OcrPage page = page("{\"paragraphs\": [], \"tables\": [], \"figures\": [], \"words\": []}");

        assertThat(page.blocks()).isEmpty();
        assertThat(page.figures()).isEmpty();
        assertThat(page.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "7", "\"words\"", "{\"pages\": []}"})
    void doesNotTakeAnotherKindOfDocumentForAnEmptyPage(String document) {
        assertThatThrownBy(() -> page(document)).isInstanceOf(UnusableAnswer.class);
    }

    @Test
    void refusesAListThatIsNone() {
        assertThatThrownBy(() -> page("{\"words\": {\"a\": 1}}"))
                .isInstanceOf(UnusableAnswer.class)
                .hasMessageContaining("/words");
    }

    @Test
    void needsNoneOfTheFieldsThatMayBeMissing() {
        OcrPage page =
                page(
                        "{\"paragraphs\": [%s], \"words\": [%s]}"
                                .formatted(
                                        paragraph("[0, 0, 500, 40]", "null", ""),
                                        word(10, 10, 400, 30, "本文である")));

        assertThat(page.blocks()).extracting(OcrBlock::text).containsExactly("本文である");
        assertThat(page.lines().get(0).confidence()).isZero();
        assertThat(page.lines().get(0).direction()).isEqualTo(Direction.HORIZONTAL);
    }

    @Test
    void takesABlockAtItsWordWhereNoLineIsInIt() {
        OcrPage page =
                page(
                        "{\"paragraphs\": [%s], \"words\": []}"
                                .formatted(paragraph("[0, 0, 500, 40]", "\"一行目\\n\\n二行目\"", "")));

        assertThat(page.lines()).extracting(OcrLine::text).containsExactly("一行目", "二行目");
        assertThat(page.lines()).extracting(OcrLine::box).containsOnly(new Box(0, 0, 500, 40));
    }

    @Test
    void doesNotLoseTheTextOfABlockToTheOneLineThatHasAPlace() {
        OcrPage page =
                page(
                        "{\"paragraphs\": [%s], \"words\": [%s]}"
                                .formatted(
                                        paragraph("[0, 0, 500, 40]", "\"長い本文がここにあります\"", ""),
                                        word(10, 10, 60, 30, "長い")));

        assertThat(page.text()).isEqualTo("長い本文がここにあります");
    }

    @Test
    void givesALineToTheSmallestBlockAroundIt() {
        OcrPage page =
                page(
                        "{\"paragraphs\": [%s, %s, %s], \"words\": [%s, %s]}"
                                .formatted(
                                        paragraph("[0, 0, 950, 950]", "\"\"", ", \"order\": 2"),
                                        paragraph("[100, 100, 300, 200]", "\"\"", ", \"order\": 1"),
                                        paragraph("[0, 0, 900, 900]", "\"\"", ", \"order\": 0"),
                                        word(120, 120, 280, 140, "内側の文"),
                                        word(120, 520, 280, 540, "外側の文")));

        assertThat(page.blocks()).extracting(OcrBlock::text).containsExactly("外側の文", "内側の文");
    }

    @Test
    void putsTogetherThePageOfAnEngineThatFindsNoBlocks() {
        OcrPage page =
                page(
                        "{\"words\": [%s, %s, %s, %s, %s]}"
                                .formatted(
                                        word(100, 300, 700, 320, "三行目は短めに終わっています。"),
                                        word(100, 200, 900, 220, "一行目の文はとても長くて行の端まで届いており"),
                                        word(100, 250, 900, 270, "二行目もやはり行の端まで届いているのですけれども"),
                                        word(100, 1370, 140, 1390, "12"),
                                        word(100, 20, 300, 40, "倉庫通信")));

        assertThat(page.lines())
                .extracting(line -> line.text().substring(0, 2))
                .containsExactly("倉庫", "一行", "二行", "三行", "12");
        assertThat(page.blocks().get(0).type()).isEqualTo(OcrBlockType.HEADER);
        assertThat(page.blocks().get(page.blocks().size() - 1).type())
                .isEqualTo(OcrBlockType.PAGE_NUMBER);
    }

    @Test
    void ordersBlocksWithoutAnOrderByTheirPlaces() {
        OcrPage page =
                page(
                        "{\"paragraphs\": [%s, %s, %s, %s]}"
                                .formatted(
                                        paragraph("[0, 600, 900, 640]", "\"四\"", ", \"order\": 9"),
                                        paragraph("[0, 400, 900, 440]", "\"三\"", ""),
                                        paragraph("[0, 0, 900, 40]", "\"一\"", ", \"order\": null"),
                                        paragraph(
                                                "[0, 200, 900, 240]", "\"二\"", ", \"order\": 5")));

        assertThat(page.blocks()).extracting(OcrBlock::text).containsExactly("一", "二", "三", "四");
        Answers.assertIsSound(page);
    }

    @Test
    void givesBlocksOfTheSameOrderOrdersOfTheirOwn() {
        String same = ", \"order\": 3";
        OcrPage page =
                page(
                        "{\"paragraphs\": [%s, %s]}"
                                .formatted(
                                        paragraph("[0, 200, 900, 240]", "\"二\"", same),
                                        paragraph("[0, 0, 900, 40]", "\"一\"", same)));

        assertThat(page.blocks()).extracting(OcrBlock::text).containsExactly("一", "二");
        Answers.assertIsSound(page);
    }

    @Test
    void readsVerticalColumnsFromTheRightWithoutBeingToldThatTheyAre() {
        OcrPage page =
                page(
                        "{\"paragraphs\": [%s], \"words\": [%s, %s, %s]}"
                                .formatted(
                                        paragraph("[500, 100, 800, 900]", "\"\"", ""),
                                        word(510, 110, 550, 880, "三列目の文である"),
                                        word(610, 110, 650, 880, "二列目の文である"),
                                        word(710, 110, 750, 880, "一列目の文である")));

        assertThat(page.mainDirection()).isEqualTo(Direction.VERTICAL);
        assertThat(page.text()).isEqualTo("一列目の文である二列目の文である三列目の文である");
    }

    @Test
    void keepsThePlaceOfAFigureWithoutTextAndMakesNoBlockOfIt() {
        OcrPage page = page("{\"figures\": [{\"box\": [10, 20, 300, 400], \"paragraphs\": []}]}");

        assertThat(page.figures()).containsExactly(new Box(10, 20, 300, 400));
        assertThat(page.blocks()).isEmpty();
    }

    @Test
    void readsTheTextsInAFigureWhereNoLineIsInIt() {
        OcrPage page =
                page(
                        "{\"figures\": [{\"box\": [10, 20, 300, 400], \"paragraphs\":"
                                + " [{\"contents\": \"上\"}, {}, {\"contents\": \"下\"}]}]}");

        assertThat(page.blocks())
                .extracting(OcrBlock::type, OcrBlock::text)
                .containsExactly(tuple(OcrBlockType.FIGURE, "上下"));
    }

    @ParameterizedTest
    @CsvSource({
        "section_headings, HEADING",
        "page_header, HEADER",
        "page_footer, FOOTER",
        "something_new, PARAGRAPH"
    })
    void knowsTheRolesOfTheMappingAndTakesOthersForText(String role, OcrBlockType type) {
        OcrPage page =
                page(
                        "{\"paragraphs\": [%s]}"
                                .formatted(
                                        paragraph(
                                                "[0, 0, 90, 40]",
                                                "\"文\"",
                                                ", \"role\": \"%s\", \"new_field\": [1]"
                                                        .formatted(role))));

        assertThat(page.blocks().get(0).type()).isEqualTo(type);
    }
}

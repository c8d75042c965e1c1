package io.fumikura.ingest.ocr.mapping;

import static io.fumikura.ingest.ocr.mapping.Answers.cell;
import static io.fumikura.ingest.ocr.mapping.Answers.page;
import static io.fumikura.ingest.ocr.mapping.Answers.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrTable;
import io.fumikura.ocr.OcrTable.Cell;
import io.fumikura.ocr.geometry.Box;
import org.junit.jupiter.api.Test;

class TableMappingTest {

    @Test
    void keepsSpans() {
        OcrTable table =
                table(
                        "\"n_row\": 2, \"n_col\": 3",
                        cell(1, 1, ", \"row_span\": 2", "品目"),
                        cell(1, 2, ", \"col_span\": 2", "数量"),
                        cell(2, 2, "", "入庫"),
                        cell(2, 3, "", "出庫"));

        assertThat(table.cells())
                .extracting(Cell::row, Cell::column, Cell::rowSpan, Cell::columnSpan, Cell::text)
                .containsExactly(
                        tuple(0, 0, 2, 1, "品目"),
                        tuple(0, 1, 1, 2, "数量"),
                        tuple(1, 1, 1, 1, "入庫"),
                        tuple(1, 2, 1, 1, "出庫"));
    }

    @Test
    void putsCellsInOrderWhateverOrderTheyCameIn() {
        OcrTable table =
                table(
                        "\"n_row\": 2, \"n_col\": 2",
                        cell(2, 2, "", "四"),
                        cell(1, 2, "", "二"),
                        cell(2, 1, "", "三"),
                        cell(1, 1, "", "一"));

        assertThat(table.text()).isEqualTo("一\t二\n三\t四");
    }

    @Test
    void cutsSpansThatReachOverOtherCellsOrOutOfTheGrid() {
        OcrTable table =
                table(
                        "\"n_row\": 2, \"n_col\": 2",
                        cell(1, 1, ", \"col_span\": 2", "一"),
                        cell(1, 2, "", "二"),
                        cell(2, 1, ", \"row_span\": 1000000000, \"col_span\": 2", "三"));

        assertThat(table.cells())
                .extracting(Cell::text, Cell::rowSpan, Cell::columnSpan)
                .containsExactly(tuple("一", 1, 1), tuple("二", 1, 1), tuple("三", 1, 2));
        assertThat(table.rows()).isEqualTo(2);
    }

    @Test
    void joinsTheTextsOfTwoCellsInOnePlace() {
        OcrTable table =
                table("\"n_row\": 1, \"n_col\": 1", cell(1, 1, "", "一"), cell(1, 1, "", "二"));

        assertThat(table.cells()).extracting(Cell::text).containsExactly("一\n二");
    }

    @Test
    void growsTheGridToItsCellsWhereItsSizeIsMissingOrAbsurd() {
        assertThat(table("\"n_row\": null", cell(2, 3, "", "値")).rows()).isEqualTo(2);
        OcrTable absurd = table("\"n_row\": 1e12, \"n_col\": -4", cell(2, 3, "", "値"));
        assertThat(absurd.rows()).isEqualTo(2);
        assertThat(absurd.columns()).isEqualTo(3);
    }

    @Test
    void leavesOutCellsOfNoPlaceInTheGrid() {
        OcrTable table =
                table(
                        "\"n_row\": 1, \"n_col\": 1",
                        cell(1, 1, "", "残"),
                        cell(0, 1, "", "前"),
                        cell(1, 999_999_999, "", "遠"),
                        "{\"row\": 1.5, \"col\": 1, \"contents\": \"半\"}",
                        "{\"contents\": \"無\"}");

        assertThat(table.text()).isEqualTo("残");
    }

    @Test
    void takesThePlaceOfTheTableForACellThatHasNone() {
        OcrTable table =
                table(
                        "\"n_row\": 1, \"n_col\": 1",
                        "{\"row\": 1, \"col\": 1, \"contents\": \"値\", \"box\": null}");

        assertThat(table.cells().get(0).box()).isEqualTo(new Box(50, 50, 900, 900));
    }

    @Test
    void takesTheFirstOfSeveralRowsForTheHeaderUnlessFiguresAreInIt() {
        assertThat(table("\"n_row\": 2", cell(1, 1, "", "品目"), cell(2, 1, "", "米")).cells())
                .extracting(Cell::header)
                .containsExactly(true, false);
        assertThat(table("\"n_row\": 2", cell(1, 1, "", "1,200"), cell(2, 1, "", "米")).cells())
                .extracting(Cell::header)
                .containsExactly(false, false);
        assertThat(table("\"n_row\": 1", cell(1, 1, "", "品目")).cells())
                .extracting(Cell::header)
                .containsExactly(false);
    }

    @Test
    void fillsCellsWithTheLinesInThemAndAddsWhatACellLacks() {
        OcrBlock block =
                block(
                        "\"n_row\": 1, \"n_col\": 2, \"cells\": [%s, %s]"
                                .formatted(cell(1, 1, "", ""), cell(1, 2, "", "入 庫")),
                        word(110, 150, 190, 165, "二行目"),
                        word(110, 110, 190, 125, "一行目"),
                        word(210, 110, 290, 125, "入庫"),
                        word(350, 110, 390, 125, "隣"));

        OcrTable table = block.grid().orElseThrow();
        assertThat(table.cells()).extracting(Cell::text).containsExactly("一行目\n二行目", "入 庫\n隣");
        assertThat(table.cells().get(0).lineIds()).containsExactly("b0.l0", "b0.l1");
        assertThat(block.lines()).hasSize(4);
    }

    @Test
    void keepsTheLinesOfATableWithoutCells() {
        OcrBlock block = block("\"cells\": []", word(110, 110, 190, 125, "枠の中の文"));

        assertThat(block.type()).isEqualTo(OcrBlockType.TABLE);
        assertThat(block.grid()).isEmpty();
        assertThat(block.text()).isEqualTo("枠の中の文");
    }

    @Test
    void makesNothingOfATableThatSaysNothing() {
        String empty = "{\"tables\": [{\"box\": [50, 50, 900, 900], \"cells\": [%s]}]}";

        assertThat(page(empty.formatted(cell(1, 1, "", ""))).blocks()).isEmpty();
    }

    private static OcrTable table(String size, String... cells) {
        return block(size + ", \"cells\": [" + String.join(",", cells) + "]").grid().orElseThrow();
    }

    private static OcrBlock block(String table, String... words) {
        return page("{\"tables\": [{\"box\": [50, 50, 900, 900], %s}], \"words\": [%s]}"
                        .formatted(table, String.join(",", words)))
                .blocks()
                .get(0);
    }
}

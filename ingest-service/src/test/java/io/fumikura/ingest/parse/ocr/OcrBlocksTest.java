package io.fumikura.ingest.parse.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.OcrTable;
import io.fumikura.ocr.geometry.Box;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OcrBlocksTest {
    private static final Box PLACE = new Box(10, 20, 50, 30);

    @Test
    void turnsEveryKindIntoWhatItIsAndNumbersTheLines() {
        List<Block> blocks =
                blocks(
                        0,
                        block(OcrBlockType.TITLE, "規程"),
                        block(OcrBlockType.PARAGRAPH, "本文", "続き"),
                        block(OcrBlockType.PAGE_NUMBER, "12"));

        assertThat(blocks)
                .extracting(Block::getClass)
                .containsExactly(Block.Heading.class, Block.Paragraph.class, Block.Running.class);
        assertThat(blocks)
                .flatExtracting(Block::lines)
                .extracting(Line::number, Line::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "規程"),
                        org.assertj.core.groups.Tuple.tuple(2, "本文"),
                        org.assertj.core.groups.Tuple.tuple(3, "続き"),
                        org.assertj.core.groups.Tuple.tuple(4, "12"));
    }

    @Test
    void makesALineOfEachRowOfATable() {
        OcrTable table =
                new OcrTable(
                        2,
                        2,
                        List.of(
                                cell(0, 0, true, "品名", new Box(0, 0, 50, 20)),
                                cell(0, 1, true, "数量", new Box(50, 0, 100, 20)),
                                cell(1, 0, false, "机\n（大）", new Box(0, 20, 50, 60)),
                                cell(1, 1, false, "3", new Box(50, 20, 100, 60))));

        Block block = blocks(0, block(OcrBlockType.TABLE, table)).get(0);

        assertThat(block).isInstanceOf(Block.Table.class);
        assertThat(((Block.Table) block).headerRows()).isEqualTo(1);
        assertThat(block.lines()).extracting(Line::text).containsExactly("品名 | 数量", "机（大） | 3");
        assertThat(block.lines().get(1).place()).contains(new Line.Box(0, 10, 50, 30));
    }

    @Test
    void leavesOutWhatHasNoLine() {
        assertThat(blocks(0, block(OcrBlockType.FIGURE))).isEmpty();
    }

    /** The page as it was read is 100 wide and 200 high; two pixels are a point. */
    @ParameterizedTest
    @CsvSource({
        "0,   5, 10, 25, 15",
        "90,  10, 25, 15, 45",
        "180, 25, 85, 45, 90",
        "270, 85, 5, 90, 25"
    })
    void putsBoxesWhereTheyAreOnThePageAsItLies(
            int rotation, float left, float top, float right, float bottom) {
        Block block = blocks(rotation, block(OcrBlockType.PARAGRAPH, "文")).get(0);

        assertThat(block.lines().get(0).place()).contains(new Line.Box(left, top, right, bottom));
    }

    private static List<Block> blocks(int rotation, OcrBlock... blocks) {
        OcrPage page =
                new OcrPage(
                        100,
                        200,
                        144.0,
                        0,
                        rotation,
                        Direction.HORIZONTAL,
                        List.of(blocks),
                        List.of(),
                        List.of(),
                        "scripted");
        return new OcrBlocks(page, 0.5).blocks();
    }

    private static OcrBlock block(OcrBlockType type, String... texts) {
        return block(type, null, texts);
    }

    private static OcrBlock block(OcrBlockType type, @Nullable OcrTable table, String... texts) {
        List<OcrLine> lines = java.util.Arrays.stream(texts).map(OcrBlocksTest::line).toList();
        return new OcrBlock("b0", 0, type, PLACE, Direction.HORIZONTAL, 1, "", lines, table);
    }

    private static OcrLine line(String text) {
        return new OcrLine(
                "b0.l0",
                0,
                PLACE,
                PLACE.quad(),
                Direction.HORIZONTAL,
                text,
                1,
                0,
                "scripted",
                List.of(),
                List.of(),
                List.of());
    }

    private static OcrTable.Cell cell(int row, int column, boolean header, String text, Box box) {
        return new OcrTable.Cell(row, column, 1, 1, header, box, text, List.of());
    }
}

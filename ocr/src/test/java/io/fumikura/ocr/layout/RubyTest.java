package io.fumikura.ocr.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.geometry.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class RubyTest {
    @Test
    void putsReadingsToTheLineTheyStandAbove() {
        TextLine base = line(0, 100, 100, 500, 130, Direction.HORIZONTAL, "薔薇の名前");
        TextLine ruby = line(1, 100, 86, 160, 98, Direction.HORIZONTAL, "ばら");
        TextLine caption = line(2, 300, 86, 400, 98, Direction.HORIZONTAL, "図1");

        Ruby found = Ruby.find(List.of(base, ruby, caption), 30);

        assertThat(found.lines()).containsExactly(base, caption);
        assertThat(found.of()).containsOnlyKeys(0);
        assertThat(found.of().get(0)).containsExactly(ruby);
    }

    @Test
    void putsReadingsToTheColumnTheyStandRightOf() {
        TextLine base = line(0, 400, 100, 430, 600, Direction.VERTICAL, "薔薇の名前");
        TextLine right = line(1, 433, 100, 445, 160, Direction.VERTICAL, "ばら");
        TextLine left = line(2, 385, 100, 397, 160, Direction.VERTICAL, "ばら");

        Ruby found = Ruby.find(List.of(base, right, left), 30);

        assertThat(found.lines()).containsExactly(base, left);
        assertThat(found.of().get(0)).containsExactly(right);
    }

    @Test
    void tellsHeadersFootersAndPageNumbersByTheirPlace() {
        List<TextLine> lines =
                List.of(
                        line(0, 100, 20, 300, 40, Direction.HORIZONTAL, "架空日報"),
                        line(1, 100, 100, 800, 120, Direction.HORIZONTAL, "本文の一行目であり、"),
                        line(2, 100, 130, 800, 150, Direction.HORIZONTAL, "本文の二行目である。"),
                        line(3, 440, 960, 460, 980, Direction.HORIZONTAL, "- 12 -"));

        List<BlockDraft> blocks = new PageLayout(1000, 20, List.of(), List.of()).arrange(lines);

        assertThat(blocks)
                .extracting(BlockDraft::type)
                .containsExactly(
                        OcrBlockType.HEADER, OcrBlockType.PARAGRAPH, OcrBlockType.PAGE_NUMBER);
        assertThat(blocks.get(1).lines()).hasSize(2);
    }

    @Test
    void joinsLinesAsTheirScriptIsWritten() {
        assertThat(LineJoin.of(List.of("東京は", "日本の"))).isEqualTo("東京は日本の");
        assertThat(LineJoin.of(List.of("hello", "world"))).isEqualTo("hello world");
        assertThat(LineJoin.of(List.of("inter-", "national"))).isEqualTo("international");
        assertThat(LineJoin.of(List.of("電話03-", "1234"))).isEqualTo("電話03-1234");
        assertThat(LineJoin.of(List.of("使うAPI", "は"))).isEqualTo("使うAPIは");
        assertThat(LineJoin.of(List.of("", "は", ""))).isEqualTo("は");
    }

    private static TextLine line(
            int id, int x0, int y0, int x1, int y1, Direction direction, String text) {
        return new TextLine(id, new Box(x0, y0, x1, y1), direction, text, false, null);
    }
}

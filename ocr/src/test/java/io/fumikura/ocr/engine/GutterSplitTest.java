package io.fumikura.ocr.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ocr.detect.Detection;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.layout.Directions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GutterSplitTest {
    private final Raster page = Raster.grey(1000, 500, 255);
    private final List<Detection> lines = new ArrayList<>();

    @Test
    void cutsALineThatWasFoundAcrossTheGutter() {
        columns();
        ink(100, 480, 220);
        ink(520, 900, 220);
        add(100, 900, 220);

        List<Detection> split = split();

        assertThat(split).hasSize(14);
        Box left = split.get(12).quad().box();
        Box right = split.get(13).quad().box();
        assertThat(left.x1()).isBetween(480.0, 490.0);
        assertThat(right.x0()).isBetween(510.0, 520.0);
    }

    @Test
    void cutsALineThatIsPrintedIntoTheNextColumn() {
        columns();
        ink(100, 900, 220);
        add(100, 900, 220);

        List<Detection> split = split();

        assertThat(split).hasSize(14);
        assertThat(split.get(12).quad().box().x1()).isBetween(480.0, 490.0);
    }

    @Test
    void leavesATitleOverTheColumnsAlone() {
        columns();
        ink(100, 480, 40);
        ink(520, 900, 40);
        add(100, 900, 40);

        assertThat(split()).hasSize(13).contains(lines.get(12));
    }

    @Test
    void leavesLinesOfOneColumnWithBlanksAlone() {
        for (int i = 0; i < 8; i++) {
            ink(100, 480, 100 + 30 * i);
            ink(520, 900, 100 + 30 * i);
            add(100, 900, 100 + 30 * i);
        }

        assertThat(split()).isEqualTo(lines);
    }

    /** Three lines above and three below on both sides, with room for one between. */
    private void columns() {
        for (int i = 0; i < 7; i++) {
            int y = 130 + 30 * i;
            if (i != 3) {
                ink(100, 480, y);
                ink(520, 900, y);
                add(100, 480, y);
                add(520, 900, y);
            }
        }
    }

    private List<Detection> split() {
        Directions directions = Directions.of(lines.stream().map(Detection::quad).toList());
        return new GutterSplit(page, directions, lines).split();
    }

    private void add(int x0, int x1, int y) {
        lines.add(new Detection(new Box(x0, y, x1, y + 20).quad(), 0.9, Detection.LINE, -1));
    }

    private void ink(int x0, int x1, int y) {
        for (int row = y + 2; row < y + 18; row++) {
            Arrays.fill(page.data(), row * 1000 + x0, row * 1000 + x1, (byte) 0);
        }
    }
}

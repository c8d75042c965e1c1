package io.fumikura.ocr.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fumikura.ocr.detect.DetrBoxes.Scored;
import io.fumikura.ocr.geometry.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetrBoxesTest {
    @Test
    void letsEveryPairOfQueryAndClassCompete() {
        float[] logits = {2, -1, 0, 3};
        float[] boxes = {0.5f, 0.25f, 0.2f, 0.1f, 0, 0, 0, 0};

        List<Scored> found = DetrBoxes.raw(logits, boxes, 2, 1000, 800);

        assertThat(found).extracting(Scored::classId).containsExactly(1, 0, 0, 1);
        assertThat(found.get(0).score()).isCloseTo(0.952574, offset(1e-6));
        assertThat(found.get(1).score()).isCloseTo(0.880797, offset(1e-6));
        assertThat(found.get(2).score()).isCloseTo(0.5, offset(1e-6));
        assertThat(found.get(3).score()).isCloseTo(0.268941, offset(1e-6));
        Box box = found.get(1).box();
        assertThat(box.x0()).isCloseTo(400, offset(1e-3));
        assertThat(box.y0()).isCloseTo(160, offset(1e-3));
        assertThat(box.x1()).isCloseTo(600, offset(1e-3));
        assertThat(box.y1()).isCloseTo(240, offset(1e-3));
    }

    @Test
    void bringsBoxesFromTheSquareToThePage() {
        Box box = DetrBoxes.fromSquare(new Box(100, 200, 300, 400), 2340, 1024, 1654, 2340);

        assertThat(box).isEqualTo(new Box(228, 457, 685, 914));
        assertThat(DetrBoxes.fromSquare(new Box(0, 0, 1024, 1024), 2340, 1024, 1654, 2340))
                .isEqualTo(new Box(0, 0, 1654, 2340));
    }

    @Test
    void keepsTheBetterOfTwoThatLieInEachOther() {
        Scored weak = new Scored(1, 0.4, new Box(0, 0, 100, 10));
        Scored strong = new Scored(1, 0.9, new Box(0, 0, 90, 10));
        Scored other = new Scored(1, 0.3, new Box(0, 20, 90, 30));

        assertThat(DetrBoxes.withoutContained(List.of(weak, strong, other), 0.8))
                .containsExactly(strong, other);
    }
}

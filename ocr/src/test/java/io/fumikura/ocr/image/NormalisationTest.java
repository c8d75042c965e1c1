package io.fumikura.ocr.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisationTest {
    private static final Normalisation IMAGE_NET =
            new Normalisation(
                    Colour.BGR, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    @Test
    void bringsGreyToMinusOneToOne() {
        Normalisation grey = new Normalisation(Colour.GREY, List.of(0.5), List.of(0.5));

        assertThat(grey.of(128, 0)).isCloseTo(0.003922f, offset(1e-6f));
        assertThat(grey.of(0, 0)).isEqualTo(-1);
        assertThat(grey.of(255, 0)).isEqualTo(1);
    }

    @Test
    void usesTheFiguresOfImageNetByPosition() {
        float[] black = {-2.117904f, -2.035714f, -1.804444f};
        float[] white = {2.248908f, 2.428571f, 2.640000f};

        for (int c = 0; c < 3; c++) {
            assertThat(IMAGE_NET.of(0, c)).isCloseTo(black[c], offset(1e-6f));
            assertThat(IMAGE_NET.of(255, c)).isCloseTo(white[c], offset(1e-6f));
        }
    }

    @Test
    void writesChannelsOneAfterAnotherInTheOrderOfTheModel() {
        Raster pixel = new Raster(1, 1, 3, new byte[] {0, (byte) 255, 51});
        float[] numbers = new float[3 * 2 * 2];

        new Normalisation(Colour.BGR, List.of(0.0), List.of(1.0)).write(pixel, numbers, 0, 2, 2);

        assertThat(numbers).containsExactly(0.2f, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    }
}

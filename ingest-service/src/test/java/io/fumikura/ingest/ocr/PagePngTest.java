package io.fumikura.ingest.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ocr.image.PageFile;
import io.fumikura.ocr.image.Raster;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PagePngTest {
    private static final int PLENTY = 1 << 20;

    @Test
    void keepsEveryPixel() throws IOException {
        Raster colour = noise(60, 40, 3);
        Raster grey = noise(60, 40, 1);

        assertThat(decoded(PagePng.of(colour).bytes()).data()).isEqualTo(colour.data());
        assertThat(decoded(PagePng.of(grey).bytes()).data()).isEqualTo(grey.data());
        assertThat(decoded(PagePng.of(grey).bytes()).channels()).isEqualTo(1);
    }

    @Test
    void makesAPageOfTooManyPixelsSmaller() throws IOException {
        Raster sent = decoded(PagePng.within(noise(200, 100, 1), 5_000, PLENTY));

        assertThat(sent.width()).isEqualTo(100);
        assertThat(sent.height()).isEqualTo(50);
    }

    @Test
    void takesTheColoursOutBeforeItMakesAPageSmaller() throws IOException {
        Raster page = noise(200, 100, 3);
        int all = PagePng.of(page).bytes().length;

        Raster grey = decoded(PagePng.within(page, PLENTY, all / 2));
        byte[] small = PagePng.within(page, PLENTY, all / 20);

        assertThat(grey.width()).isEqualTo(200);
        assertThat(grey.channels()).isEqualTo(1);
        assertThat(small).hasSizeLessThanOrEqualTo(all / 20);
        assertThat(decoded(small).width()).isLessThan(200);
    }

    private static Raster decoded(byte[] png) throws IOException {
        return new PageFile(png).page(0).raster();
    }

    private static Raster noise(int width, int height, int channels) {
        byte[] data = new byte[width * height * channels];
        new Random(7).nextBytes(data);
        return new Raster(width, height, channels, data);
    }
}

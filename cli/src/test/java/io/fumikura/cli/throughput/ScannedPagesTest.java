package io.fumikura.cli.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScannedPagesTest {
    @TempDir private Path folder;

    @Test
    void everyPageIsAnotherPictureAndHasNoText() throws IOException {
        Path pdf = folder.resolve("scan.pdf");

        ScannedPages.write(2, pdf);

        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDFRenderer renderer = new PDFRenderer(document);
            int[] first = dots(renderer.renderImageWithDPI(0, 50));
            int[] second = dots(renderer.renderImageWithDPI(1, 50));
            assertThat(new PDFTextStripper().getText(document)).isBlank();
            assertThat(first).isNotEqualTo(second);
            assertThat(dark(first)).isBetween(0.02, 0.4);
        }
    }

    private static int[] dots(BufferedImage picture) {
        return picture.getRGB(
                0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    /** The share that is not white: letters are on it, and it is no black page. */
    private static double dark(int[] dots) {
        long dark = 0;
        for (int dot : dots) {
            dark += (dot & 0xff) < 160 ? 1 : 0;
        }
        return (double) dark / dots.length;
    }
}

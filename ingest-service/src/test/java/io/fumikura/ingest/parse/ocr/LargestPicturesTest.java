package io.fumikura.ingest.parse.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.pdf.Pdfs;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargestPicturesTest {
    /** That of {@code ./dev.sh up}. */
    private static final String MEMORY = "-Xmx384m";

    @TempDir Path folder;

    @Test
    void theLargestPictureAndTwoFineScansAreReadAtOnceInTheMemoryOfTheService() throws Exception {
        List<String> files =
                List.of(
                        scan("INVOICE 2026", 780).toString(),
                        scan("INVOICE 2027", 600).toString(),
                        scan("INVOICE 2028", 600).toString());

        Process process =
                new ProcessBuilder(
                                Stream.concat(
                                                Stream.of(
                                                        Path.of(
                                                                        System.getProperty(
                                                                                "java.home"),
                                                                        "bin/java")
                                                                .toString(),
                                                        MEMORY,
                                                        "-cp",
                                                        System.getProperty("java.class.path"),
                                                        LargestPictures.class.getName()),
                                                files.stream())
                                        .toList())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("2026", "2027", "2028").doesNotContain("OutOfMemory");
    }

    /** A page of A4; of 780 dots an inch it has nearly as many pixels as are read. */
    private Path scan(String text, int dpi) throws IOException {
        try (PDDocument document = Loader.loadPDF(Pdfs.ofTexts(List.of(text)))) {
            BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(0, dpi);
            Graphics2D drawing = picture.createGraphics();
            drawing.setColor(Color.RED);
            drawing.fillRect(picture.getWidth() / 2, picture.getHeight() / 2, dpi, dpi / 50);
            drawing.dispose();
            Path file = folder.resolve(text + ".jpg");
            assertThat(ImageIO.write(picture, "jpg", file.toFile())).isTrue();
            return file;
        }
    }
}

package io.fumikura.cli.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedPagesTest {
    private static final Path SAMPLE = Path.of("../samples/documents/fl-320-guide.pdf");

    @TempDir private Path folder;

    @Test
    void repeatsThePagesInTheirOrder() throws IOException {
        Path repeated = folder.resolve("repeated.pdf");
        int own = pages(SAMPLE);

        RepeatedPages.write(SAMPLE, 2 * own + 1, repeated);

        assertThat(pages(repeated)).isEqualTo(2 * own + 1);
        assertThat(text(repeated, own + 1)).isNotBlank().isEqualTo(text(SAMPLE, 1));
        assertThat(text(repeated, 2 * own)).isEqualTo(text(SAMPLE, own));
        assertThat(text(repeated, 2 * own + 1)).isEqualTo(text(SAMPLE, 1));
    }

    @Test
    void theContentsAreThereOnce() throws IOException {
        Path longer = folder.resolve("long.pdf");

        RepeatedPages.write(SAMPLE, 100, longer);

        assertThat(Files.size(longer)).isLessThan(2 * Files.size(SAMPLE));
    }

    @Test
    void leavesOutWhatIsTooMuch() throws IOException {
        Path one = folder.resolve("one.pdf");

        RepeatedPages.write(SAMPLE, 1, one);

        assertThat(pages(one)).isEqualTo(1);
    }

    @Test
    void saysWhichFileIsNotThere() {
        Path absent = folder.resolve("absent.pdf");

        assertThatThrownBy(() -> RepeatedPages.write(absent, 1, folder.resolve("x.pdf")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("absent.pdf");
    }

    private static int pages(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return document.getNumberOfPages();
        }
    }

    private static String text(Path pdf, int page) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            return stripper.getText(document);
        }
    }
}

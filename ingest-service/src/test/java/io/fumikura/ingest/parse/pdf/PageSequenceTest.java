package io.fumikura.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.NoSuchElementException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;

class PageSequenceTest {
    private static final int PAGES = 9;

    @Test
    void givesTheSamePagesAsPdfBoxInWhateverOrder() throws IOException {
        try (PDDocument document = document()) {
            PageSequence sequence = new PageSequence(document);

            for (int number : new int[] {1, 2, 3, 7, 9, 9, 4, 5, 1}) {
                assertThat(sequence.page(number).getCOSObject())
                        .isSameAs(document.getPage(number - 1).getCOSObject());
            }
        }
    }

    @Test
    void keepsWhatPagesShare() throws IOException {
        try (PDDocument document = document()) {
            assertThat(new PageSequence(document).page(2).getResourceCache())
                    .isSameAs(document.getResourceCache())
                    .isNotNull();
        }
    }

    @Test
    void endsWhereTheDocumentEnds() throws IOException {
        try (PDDocument document = document()) {
            PageSequence sequence = new PageSequence(document);

            assertThatThrownBy(() -> sequence.page(PAGES + 1))
                    .isInstanceOf(NoSuchElementException.class);
        }
    }

    private static PDDocument document() {
        PDDocument document = new PDDocument();
        for (int i = 0; i < PAGES; i++) {
            document.addPage(new PDPage());
        }
        return document;
    }
}

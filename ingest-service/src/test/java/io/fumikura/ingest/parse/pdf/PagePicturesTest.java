package io.fumikura.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PictureMemory;
import io.fumikura.ingest.parse.ocr.WaitingEngine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagePicturesTest {
    /** Of a picture of 1000 x 1000 in colours. */
    private static final long DECODING = 10_000_000;

    @TempDir Path folder;

    @Test
    void whatAPictureIsDecodedInIsOthersWhileItIsRead() throws IOException {
        Path file = folder.resolve("scan.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(72, 72));
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(
                        LosslessFactory.createFromImage(
                                document,
                                new BufferedImage(1000, 1000, BufferedImage.TYPE_INT_RGB)),
                        0,
                        0,
                        72,
                        72);
            }
            document.save(file.toFile());
        }
        PictureMemory memory = new PictureMemory(DECODING + 1_000_000);
        WaitingEngine engine = new WaitingEngine(memory, DECODING);

        try (PDDocument document = BoundedPdf.open(file.toFile(), new PageBound(Limits.plenty()))) {
            new PagePictures(document, engine.pages(), memory, Limits.plenty())
                    .recognised(new Page(1, 72f, 72f, List.of(), true));
        }

        assertThat(engine.pagesRead()).isEqualTo(1);
    }
}

package io.fumikura.ingest.picture;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.Original;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.PageDrawing;
import io.fumikura.ingest.parse.PageDrawing.Drawn;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.image.ImageDrawing;
import io.fumikura.ingest.parse.pdf.PdfDrawing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures of pages, drawn from the original each time. On the threads given, which bound how many
 * are drawn at once, for how long, and in how much memory.
 */
public final class PagePictures {
    private final BlobStore blobs;
    private final DrawingThreads threads;
    private final PageDrawing pdf = new PdfDrawing();
    private final PageDrawing image = new ImageDrawing();

    public PagePictures(BlobStore blobs, DrawingThreads threads) {
        this.blobs = blobs;
        this.threads = threads;
    }

    /** A PNG. Fails with {@link ServiceException} when the page cannot be drawn, or not now. */
    public CompletionStage<byte[]> png(PictureOrder order) {
        return threads.run(budget -> drawn(order, budget));
    }

    private byte[] drawn(PictureOrder order, ParseBudget budget) throws IOException {
        try (Original original = blobs.open(order.original()).orElseThrow(PagePictures::gone)) {
            Drawn page =
                    drawing(order.format())
                            .draw(original.file(), budget, order.page(), order.width());
            budget.checkTime();
            Marks.draw(page, order.marks());
            return png(page.image());
        }
    }

    private PageDrawing drawing(Format format) {
        return switch (format) {
            case PDF -> pdf;
            case PNG, JPEG, TIFF -> image;
            case TEXT, MARKDOWN, HTML, DOCX, XLSX, PPTX, CSV, TSV ->
                    throw new IllegalArgumentException(format + " has no pictures");
        };
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalStateException("every JVM writes PNG");
            }
        }
        return bytes.toByteArray();
    }

    private static ServiceException gone() {
        return new ServiceException(
                ErrorCode.NO_PAGE_IMAGE, "The original of the document is no longer kept");
    }
}

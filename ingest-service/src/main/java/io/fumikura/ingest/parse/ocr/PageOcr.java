package io.fumikura.ingest.parse.ocr;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrCancelled;
import io.fumikura.ocr.OcrEngine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.image.PageFile;
import io.fumikura.ocr.image.PageImage;
import java.time.Duration;
import java.util.Locale;

/**
 * Reads pictures of pages, on the calling thread, which is one of the parsers'. A page has a time
 * limit of its own and ends when the thread is interrupted.
 */
public final class PageOcr {
    /** Where a picture does not say its resolution: scanners' most common one. */
    private static final double DEFAULT_DPI = 200;

    private static final double POINTS_PER_INCH = 72;

    private final OcrEngine engine;
    private final Duration timeout;
    private final OcrTimes times;

    public PageOcr(OcrEngine engine, Duration timeout, OcrTimes times) {
        this.engine = engine;
        this.timeout = timeout;
        this.times = times;
    }

    /** Makes the picture of a page. */
    public interface Drawing<T, E extends Exception> {
        T draw() throws E;
    }

    /** The time it takes is a stage of the page's. */
    public <T, E extends Exception> T drawn(Drawing<T, E> drawing) throws E {
        long begun = System.nanoTime();
        T picture = drawing.draw();
        times.took(OcrTimes.Stage.DRAW, System.nanoTime() - begun);
        return picture;
    }

    /**
     * @param number of the page, from 1
     * @throws ServiceException the time ran out, the model failed, or the service that reads is
     *     away
     */
    public Page read(int number, PageImage image) {
        return read(number, new PageFile.Reduced(image, 1));
    }

    /** The same of a page of which rows and columns were left out. */
    public Page read(int number, PageFile.Reduced page) {
        PageImage image = page.image();
        double scale = pointsPerPixel(page);
        OcrPage read = recognised(number, image);
        return new Page(
                number,
                (float) (image.width() * scale),
                (float) (image.height() * scale),
                new OcrBlocks(read, scale).blocks());
    }

    /** What the boxes of a picture are measured in. */
    public static double pointsPerPixel(PageFile.Reduced page) {
        Double dpi = page.image().dpi();
        return POINTS_PER_INCH / (dpi == null ? DEFAULT_DPI / page.step() : dpi);
    }

    private OcrPage recognised(int number, PageImage image) {
        Cancellation limits =
                Cancellation.after(timeout)
                        .and(Cancellation.when(() -> Thread.currentThread().isInterrupted()));
        try {
            return engine.read(image, limits);
        } catch (OcrCancelled e) {
            throw new ServiceException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    String.format(
                            Locale.ROOT,
                            "Page %d could not be read by OCR within %d seconds",
                            number,
                            timeout.toSeconds()),
                    e);
        } catch (ModelFailure e) {
            throw new ServiceException(
                    ErrorCode.INFERENCE_FAILED, "The OCR model failed on page " + number, e);
        } catch (ServiceException e) {
            throw e.code() == ErrorCode.INFERENCE_FAILED ? onPage(number, e) : e;
        }
    }

    /** Of a service: it does not know which page of what it was sent. */
    private static ServiceException onPage(int number, ServiceException e) {
        return new ServiceException(
                e.code(), "Page %d was not read: %s".formatted(number, e.detail()), e);
    }
}

package io.fumikura.ingest.parse.ocr;

import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.PictureMemory;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrEngine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.image.PageImage;
import java.time.Duration;

/** Reads a page while another one needs so much memory at once. */
public final class WaitingEngine implements OcrEngine {
    private final PictureMemory memory;
    private final long other;
    private final InkEngine engine = new InkEngine("読");

    public WaitingEngine(PictureMemory memory, long other) {
        this.memory = memory;
        this.other = other;
    }

    public PageOcr pages() {
        return new PageOcr(this, Duration.ofMinutes(1), new OcrTimes());
    }

    public int pagesRead() {
        return engine.pagesRead();
    }

    @Override
    public OcrPage read(PageImage image, Cancellation cancellation) {
        ParseBudget impatient = new ParseBudget(Limits.within(Duration.ofMillis(1)));
        return memory.during(other, impatient, share -> engine.read(image, cancellation));
    }

    @Override
    public String name() {
        return "waiting";
    }
}

package io.fumikura.ingest.parse.ocr;

import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrEngine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.image.PageImage;

/** An engine that does not say its stages: all it does is recognising. */
record TimedOcr(OcrEngine engine, OcrTimes times) implements OcrEngine {
    @Override
    public OcrPage read(PageImage image, Cancellation cancellation) {
        long begun = System.nanoTime();
        OcrPage page = engine.read(image, cancellation);
        times.took(OcrTimes.Stage.RECOGNISE, System.nanoTime() - begun);
        return page;
    }

    @Override
    public String name() {
        return engine.name();
    }
}

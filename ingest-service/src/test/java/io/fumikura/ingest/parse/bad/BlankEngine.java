package io.fumikura.ingest.parse.bad;

import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrEngine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.image.PageImage;
import java.util.List;

/** Sees nothing on any page: what is tried is how it is decoded. */
final class BlankEngine implements OcrEngine {
    @Override
    public OcrPage read(PageImage image, Cancellation cancellation) {
        return new OcrPage(
                image.width(),
                image.height(),
                image.dpi(),
                0,
                0,
                Direction.HORIZONTAL,
                List.of(),
                List.of(),
                List.of(),
                name());
    }

    @Override
    public String name() {
        return "blank";
    }
}

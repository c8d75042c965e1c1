package io.fumikura.ocr;

import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.ocr.image.PageImage;

/**
 * Reads pages. Pages are independent: the same pixels give the same result, whatever is read before
 * or at the same time. Safe for several threads.
 */
public interface OcrEngine {
    /**
     * @throws OcrCancelled {@code cancellation} said so; nothing is kept
     * @throws ModelFailure the model failed on this page
     */
    OcrPage read(PageImage image, Cancellation cancellation);

    /** What reads, for the record: the id of the profile, or the name and version of a service. */
    String name();
}

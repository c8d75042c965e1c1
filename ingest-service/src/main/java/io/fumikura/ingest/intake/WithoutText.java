package io.fumikura.ingest.intake;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.store.DocumentRow;
import java.util.Objects;

/** Documents of which nothing can be found, read to their end. */
final class WithoutText {
    private WithoutText() {}

    /**
     * @throws ServiceException it has no text, and whether that is a matter of OCR
     */
    static void refuse(DocumentRow row) {
        boolean onlyPictures = row.pagesNeedingOcr > 0 && row.pagesNeedingOcr == row.pages;
        if (onlyPictures || (row.chunks == 0 && row.pagesNeedingOcr > 0)) {
            throw new ServiceException(
                    ErrorCode.NEEDS_OCR,
                    ("%,d of the %,d pages are pictures or have a text layer that is garbage, no"
                                    + " other has text, and %s; send the document"
                                    + " with its text, or with a text layer made elsewhere")
                            .formatted(
                                    row.pagesNeedingOcr,
                                    row.pages,
                                    Objects.requireNonNullElse(
                                            row.ocrProblem, "OCR is not available")));
        }
        if (row.chunks == 0) {
            throw new ServiceException(ErrorCode.EMPTY_DOCUMENT, "The document has no text");
        }
    }
}

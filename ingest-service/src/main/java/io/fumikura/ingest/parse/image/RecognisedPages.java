package io.fumikura.ingest.parse.image;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.ocr.PageOcr;
import io.fumikura.ocr.image.PageFile;
import io.fumikura.ocr.image.PageImage;
import io.fumikura.ocr.image.UnreadableImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The pages of a picture file, each decoded and recognised when it is asked for. The bytes of the
 * file are in memory meanwhile.
 */
final class RecognisedPages implements PageReader {
    private final PageFile file;
    private final int count;
    private final PageOcr ocr;
    private final ParseBudget budget;
    private PageRange wanted;
    private int next = 1;

    private RecognisedPages(PageFile file, int count, PageOcr ocr, ParseBudget budget) {
        this.file = file;
        this.count = count;
        this.ocr = ocr;
        this.budget = budget;
        this.wanted = new PageRange(1, count);
    }

    static RecognisedPages of(Path path, int count, PageOcr ocr, ParseBudget budget)
            throws IOException {
        return new RecognisedPages(new PageFile(Files.readAllBytes(path)), count, ocr, budget);
    }

    @Override
    public Optional<String> title() {
        return Optional.empty();
    }

    @Override
    public boolean isSlow() {
        return true;
    }

    @Override
    public int pages() {
        return count;
    }

    @Override
    public void only(PageRange range) {
        wanted = range;
        next = range.first();
    }

    @Override
    public Optional<Page> next() {
        budget.checkTime();
        if (next > wanted.last()) {
            return Optional.empty();
        }
        int number = next++;
        PageImage image = decoded(number);
        return Optional.of(budget.apart(() -> ocr.read(number, image)));
    }

    private PageImage decoded(int number) {
        try {
            return ocr.drawn(() -> file.page(number - 1));
        } catch (UnreadableImage e) {
            throw unreadable(number, e);
        }
    }

    static ServiceException unreadable(int number, UnreadableImage e) {
        if (e.reason() == UnreadableImage.Reason.TOO_LARGE) {
            return new ServiceException(
                    ErrorCode.DOCUMENT_TOO_LARGE,
                    String.format(
                            Locale.ROOT,
                            "Page %d of the picture has more than %,d pixels, or more than %,d"
                                    + " on a side, the limits for OCR",
                            number,
                            PageFile.MAX_PIXELS,
                            PageFile.MAX_SIDE),
                    e);
        }
        return ImageParser.damaged("page " + number + " cannot be decoded", e);
    }
}

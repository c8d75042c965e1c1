package io.fumikura.ingest.parse.image;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.PictureMemory;
import io.fumikura.ingest.parse.ocr.PageOcr;
import io.fumikura.ocr.image.PageFile;
import io.fumikura.ocr.image.UnreadableImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The pages of a picture file, each decoded and recognised when it is asked for. A page that would
 * take more memory than there is for pictures is read with rows and columns left out.
 */
final class RecognisedPages implements PageReader {
    private final PageFile file;
    private final int count;
    private final PageOcr ocr;
    private final PictureMemory memory;
    private final ParseBudget budget;
    private PageRange wanted;
    private int next = 1;

    RecognisedPages(Path path, int count, PageOcr ocr, PictureMemory memory, ParseBudget budget) {
        this.file = new PageFile(path);
        this.count = count;
        this.ocr = ocr;
        this.memory = memory;
        this.budget = budget;
        this.wanted = new PageRange(1, count);
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
    public Optional<Page> next() throws IOException {
        budget.checkTime();
        if (next > wanted.last()) {
            return Optional.empty();
        }
        int number = next++;
        PageFile.Plan plan = plan(number);
        return Optional.of(
                memory.during(plan.bytes(), budget, share -> recognised(number, plan, share)));
    }

    private Page recognised(int number, PageFile.Plan plan, PictureMemory.Share share)
            throws IOException {
        PageFile.Reduced page = decoded(number, plan);
        share.keepOnly(page.image().bytesWhileRead());
        return budget.apart(() -> ocr.read(number, page));
    }

    private PageFile.Plan plan(int number) throws IOException {
        try {
            return file.plan(number - 1, PageFile.MAX_PIXELS, memory.bytes());
        } catch (UnreadableImage e) {
            throw unreadable(number, e);
        }
    }

    private PageFile.Reduced decoded(int number, PageFile.Plan plan) throws IOException {
        try {
            return ocr.drawn(() -> file.read(plan));
        } catch (UnreadableImage e) {
            throw unreadable(number, e);
        }
    }

    static ServiceException unreadable(int number, UnreadableImage e) {
        if (e.reason() == UnreadableImage.Reason.TOO_LARGE) {
            return new ServiceException(
                    ErrorCode.DOCUMENT_TOO_LARGE,
                    "Page %d cannot be read: %s".formatted(number, e.getMessage()),
                    e);
        }
        return ImageParser.damaged("page " + number + " cannot be decoded", e);
    }
}

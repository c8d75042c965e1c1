package io.fumikura.ingest.parse.pdf;

import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.pdf.RunningLines.Sheet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/**
 * The pages of an open PDF. Keeps the lines of the few pages around the one it is at, because what
 * repeats over them is no text of the document.
 */
final class PdfPages implements PageReader {
    private static final int TITLE_PAGES = 2;

    /** Of a long document so many pages are looked at to know how many are to be recognised. */
    private static final int FEWEST_SAMPLES = 4;

    private static final int MOST_SAMPLES = 12;
    private static final int PAGES_OF_A_SAMPLE = 16;

    /** One page more is recognised for the title, and a step of reading has room for both. */
    private static final Duration TITLE_TIME = Duration.ofSeconds(5);

    /** A picture that covers this share of the page is the page: it was scanned. */
    private static final float SCANNED = 0.6f;

    /** What is written on a scanned page besides: its number, a stamp. */
    private static final int MAX_STAMP = 30;

    private final PDDocument document;
    private final PageSequence sequence;
    private final ParseBudget budget;
    private final PageBound bound;
    private final PdfLineReader reader;
    private final Deque<Sheet> before = new ArrayDeque<>();
    private final Deque<Sheet> ahead = new ArrayDeque<>();
    private final Deque<Page> ready = new ArrayDeque<>();
    private final Optional<PagePictures> pictures;
    private PageRange wanted;
    private int nextSheet = 1;
    private boolean slow;
    private long characters;

    /**
     * @param pictures reads the pages whose text is in a picture; empty where there is no OCR
     */
    PdfPages(
            PDDocument document,
            ParseBudget budget,
            PageBound bound,
            Optional<PagePictures> pictures) {
        this.document = document;
        this.sequence = new PageSequence(document);
        this.budget = budget;
        this.bound = bound;
        this.reader = new PdfLineReader(budget);
        budget.checkPages(document.getNumberOfPages());
        this.wanted = new PageRange(1, Math.max(1, document.getNumberOfPages()));
        this.pictures = pictures;
    }

    /** Reads the first pages ahead where the file itself says no title. */
    @Override
    public Optional<String> title() {
        return PdfParser.translated(
                () -> {
                    lookAhead();
                    slow = pictures.isPresent() && isMuchToBeRecognised();
                    Optional<String> given =
                            Optional.ofNullable(document.getDocumentInformation().getTitle())
                                    .map(text -> text.replace("\0", "").strip())
                                    .filter(PdfParser::isSane);
                    return given.isPresent() ? given : firstHeading();
                });
    }

    /**
     * Of a short document most of the first pages. A long one is worth being shared where so many
     * pages are likely to be recognised, and its cover says nothing of them.
     */
    private boolean isMuchToBeRecognised() throws IOException {
        if (pages() <= MANY_SLOW) {
            return 2 * ahead.stream().filter(Sheet::needsOcr).count() > ahead.size();
        }
        int most = Math.min(MOST_SAMPLES, pages() / PAGES_OF_A_SAMPLE);
        int step = pages() / Math.max(FEWEST_SAMPLES, most);
        PageSequence all = new PageSequence(document);
        int seen = 0;
        int scanned = 0;
        for (int number = 1 + step / 2; number <= pages(); number += step) {
            seen++;
            if (needsOcr(content(all.page(number)))) {
                scanned++;
            }
        }
        return (long) scanned * pages() > (long) MANY_SLOW * seen;
    }

    private Optional<String> firstHeading() throws IOException {
        if (isLong() && beginsWithPictures()) {
            return Optional.empty();
        }
        long begun = System.nanoTime();
        while (ready.size() < TITLE_PAGES && System.nanoTime() - begun < TITLE_TIME.toNanos()) {
            Optional<Page> page = readPage();
            if (page.isEmpty()) {
                break;
            }
            ready.add(page.get());
        }
        return ready.stream().flatMap(page -> page.heading().stream()).findFirst();
    }

    /** What is recognised for a title is recognised again where the document is read in parts. */
    private boolean beginsWithPictures() {
        return pictures.isPresent() && ahead.stream().limit(TITLE_PAGES).anyMatch(Sheet::needsOcr);
    }

    @Override
    public boolean isSlow() {
        return slow;
    }

    private void lookAhead() throws IOException {
        while (ahead.size() <= RunningLines.REACH && nextSheet <= document.getNumberOfPages()) {
            ahead.add(sheet(nextSheet++));
        }
    }

    @Override
    public int pages() {
        return document.getNumberOfPages();
    }

    /** The pages around them are looked at for what repeats. */
    @Override
    public void only(PageRange range) {
        ready.clear();
        before.clear();
        ahead.clear();
        characters = 0;
        nextSheet = Math.max(1, range.first() - RunningLines.REACH);
        wanted = range;
    }

    @Override
    public Optional<Page> next() throws IOException {
        Optional<Page> page = Optional.ofNullable(ready.poll());
        while (page.isEmpty() || page.get().number() < wanted.first()) {
            page = PdfParser.translated(this::readPage);
            if (page.isEmpty()) {
                return page;
            }
        }
        return page.filter(read -> read.number() <= wanted.last());
    }

    private Optional<Page> readPage() throws IOException {
        lookAhead();
        Sheet sheet = ahead.poll();
        if (sheet == null) {
            return Optional.empty();
        }
        List<Sheet> nearby = new ArrayList<>(before);
        nearby.addAll(ahead);
        before.add(sheet);
        if (before.size() > RunningLines.REACH) {
            before.remove();
        }
        Page page =
                new Page(
                        sheet.number(),
                        sheet.width(),
                        sheet.height(),
                        PdfBlocks.of(sheet.lines(), RunningLines.of(sheet, nearby)),
                        sheet.needsOcr());
        return Optional.of(isToBeRecognised(page) ? recognised(page) : page);
    }

    /** Pages before a range are only looked at for what repeats. */
    private boolean isToBeRecognised(Page page) {
        return page.needsOcr() && page.number() >= wanted.first() && page.number() <= wanted.last();
    }

    private Page recognised(Page page) {
        bound.begin();
        return pictures.map(reader -> reader.recognised(page)).orElse(page);
    }

    private Sheet sheet(int number) throws IOException {
        PDPage page = sequence.page(number);
        ShownSize size = ShownSize.of(page);
        PdfLineReader.Content content = content(page);
        List<PdfLine> lines = content.quality().isGarbage() ? List.of() : content.lines();
        characters += lines.stream().mapToLong(line -> line.text().length()).sum();
        budget.checkCharacters(characters);
        return new Sheet(number, size.width(), size.height(), lines, needsOcr(content));
    }

    private PdfLineReader.Content content(PDPage page) throws IOException {
        budget.checkTime();
        bound.begin();
        return reader.read(page);
    }

    /** Its text layer is garbage, or is missing and there is a picture where it would be. */
    private static boolean needsOcr(PdfLineReader.Content content) {
        if (content.quality().isGarbage()) {
            return true;
        }
        return content.lines().isEmpty()
                ? content.pictures() > 0
                : content.pictures() >= SCANNED && content.quality().written() < MAX_STAMP;
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}

package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.RunningLines.Sheet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * The pages of an open PDF. Keeps the lines of the few pages around the one it is at, because what
 * repeats over them is no text of the document.
 */
final class PdfPages implements PageReader {
    private static final int TITLE_PAGES = 2;

    private final PDDocument document;
    private final ParseBudget budget;
    private final Deque<Sheet> before = new ArrayDeque<>();
    private final Deque<Sheet> ahead = new ArrayDeque<>();
    private final Deque<Page> ready = new ArrayDeque<>();
    private final Optional<String> title;
    private int nextSheet = 1;
    private long characters;

    /**
     * @param isTitle tells a title that was given from one that a program wrote by itself
     */
    PdfPages(PDDocument document, ParseBudget budget, Predicate<String> isTitle)
            throws IOException {
        this.document = document;
        this.budget = budget;
        budget.checkPages(document.getNumberOfPages());
        for (int i = 0; i < TITLE_PAGES; i++) {
            readPage().ifPresent(ready::add);
        }
        this.title =
                Optional.ofNullable(document.getDocumentInformation().getTitle())
                        .map(given -> given.replace("\0", "").strip())
                        .filter(isTitle)
                        .or(this::firstHeading);
    }

    private Optional<String> firstHeading() {
        return ready.stream()
                .flatMap(page -> page.blocks().stream())
                .filter(Block.Heading.class::isInstance)
                .map(block -> ((Block.Heading) block).text())
                .findFirst();
    }

    @Override
    public Optional<String> title() {
        return title;
    }

    @Override
    public Optional<Page> next() throws IOException {
        Optional<Page> page = Optional.ofNullable(ready.poll());
        return page.isPresent() ? page : PdfParser.translated(this::readPage);
    }

    private Optional<Page> readPage() throws IOException {
        while (ahead.size() <= RunningLines.REACH && nextSheet <= document.getNumberOfPages()) {
            ahead.add(sheet(nextSheet++));
        }
        Sheet sheet = ahead.poll();
        if (sheet == null) {
            refuseWithoutText();
            return Optional.empty();
        }
        List<Sheet> nearby = new ArrayList<>(before);
        nearby.addAll(ahead);
        before.add(sheet);
        if (before.size() > RunningLines.REACH) {
            before.remove();
        }
        return Optional.of(
                new Page(
                        sheet.number(),
                        sheet.width(),
                        sheet.height(),
                        PdfBlocks.of(sheet.lines(), RunningLines.of(sheet, nearby))));
    }

    private Sheet sheet(int number) throws IOException {
        budget.checkTime();
        PDPage page = document.getPage(number - 1);
        PDRectangle box = page.getCropBox();
        List<PdfLine> lines = new PdfLineReader().read(page);
        characters += lines.stream().mapToLong(line -> line.text().length()).sum();
        budget.checkCharacters(characters);
        return new Sheet(number, box.getWidth(), box.getHeight(), lines);
    }

    private void refuseWithoutText() {
        if (characters == 0) {
            throw new ServiceException(
                    ErrorCode.NEEDS_OCR,
                    "None of the %d pages has text; the document holds pictures only"
                            .formatted(document.getNumberOfPages()));
        }
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}

package io.fumikura.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ParsedDocument;
import io.fumikura.ingest.parse.pdf.Pdfs.Placed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What repeats over the pages of a PDF is shown with them and is not their text. */
class RunningLinesTest {
    private static final float TOP = 800;
    private static final float BOTTOM = 40;

    @TempDir Path folder;

    @Test
    void areHeadersFootersAndPageNumbers() throws IOException {
        ParsedDocument document =
                pdf(
                        6,
                        page ->
                                List.of(
                                        new Placed("Annual Report 2024", 72, TOP, 9),
                                        body("Text of page " + word(page)),
                                        new Placed("- " + page + " -", 290, BOTTOM, 9)));

        assertThat(document.pages())
                .allSatisfy(
                        page -> {
                            assertThat(running(page))
                                    .containsExactly(
                                            "Annual Report 2024", "- " + page.number() + " -");
                            assertThat(rest(page))
                                    .containsExactly("Text of page " + word(page.number()));
                        });
    }

    @Test
    void mayDifferOnOddAndEvenPagesAndFromChapterToChapter() throws IOException {
        ParsedDocument document =
                pdf(
                        12,
                        page ->
                                List.of(
                                        page % 2 == 0
                                                ? new Placed("The Book", 72, TOP, 9)
                                                : new Placed(
                                                        "Chapter " + word((page - 1) / 6),
                                                        400,
                                                        TOP,
                                                        9),
                                        body("Text of page " + word(page))));

        assertThat(document.pages()).allSatisfy(page -> assertThat(rest(page)).hasSize(1));
    }

    @Test
    void areNotWhatDiffersFromPageToPage() throws IOException {
        ParsedDocument document =
                pdf(
                        5,
                        page ->
                                List.of(
                                        new Placed("Part AB-" + page * 100, 72, TOP, 9),
                                        body("Text of page " + word(page))));

        assertThat(document.pages()).allSatisfy(page -> assertThat(running(page)).isEmpty());
    }

    @Test
    void areNotWhatRepeatsInTheMiddleOfThePage() throws IOException {
        ParsedDocument document = pdf(5, page -> List.of(body("The same sentence.")));

        assertThat(document.pages()).allSatisfy(page -> assertThat(running(page)).isEmpty());
    }

    @Test
    void needTwoPagesThatSayTheSameUnlessTheyAreNumbers() throws IOException {
        ParsedDocument document =
                pdf(
                        2,
                        page ->
                                List.of(
                                        new Placed("Application", 72, TOP, 9),
                                        body("Text of page " + word(page)),
                                        new Placed(page + " / 2", 290, BOTTOM, 9)));

        assertThat(document.pages())
                .allSatisfy(
                        page -> assertThat(running(page)).containsExactly(page.number() + " / 2"));
    }

    private ParsedDocument pdf(int pages, IntFunction<List<Placed>> content) throws IOException {
        List<List<Placed>> all = new ArrayList<>();
        for (int page = 1; page <= pages; page++) {
            all.add(content.apply(page));
        }
        Path file = folder.resolve("a.pdf");
        Files.write(file, Pdfs.ofPages(all));
        return Limits.read(new PdfParser(), file);
    }

    private static Placed body(String text) {
        return new Placed(text, 72, 500, 12);
    }

    private static String word(int number) {
        return "abcdefghijklmnop".substring(number, number + 1).repeat(3);
    }

    private static List<String> running(Page page) {
        return page.blocks().stream()
                .filter(Block.Running.class::isInstance)
                .flatMap(block -> Limits.texts(block).stream())
                .toList();
    }

    private static List<String> rest(Page page) {
        return page.blocks().stream()
                .filter(block -> !(block instanceof Block.Running))
                .flatMap(block -> Limits.texts(block).stream())
                .toList();
    }
}

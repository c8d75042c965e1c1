package io.fumikura.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParsedDocument;
import io.fumikura.ingest.parse.pdf.Pdfs.Placed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfParserTest {
    private static final Offset<Float> TWO_POINTS = Offset.offset(2f);

    @TempDir Path folder;

    @Test
    void readsLinesWithTheirPlaces() throws IOException {
        Page page =
                parse(
                                Pdfs.of(
                                        List.of(
                                                new Placed("Big heading", 72, 760, 24),
                                                new Placed(
                                                        "First line of the body text", 72, 700, 12),
                                                new Placed(
                                                        "second line of the body.", 72, 685, 12))))
                        .pages()
                        .get(0);

        assertThat(page.width()).isEqualTo(595f, Offset.offset(1f));
        assertThat(page.blocks()).hasSize(2);
        assertThat(page.blocks().get(0)).isInstanceOf(Block.Heading.class);
        Line line = page.blocks().get(1).lines().get(0);
        assertThat(line.text()).isEqualTo("First line of the body text");
        assertThat(line.place())
                .hasValueSatisfying(
                        box -> {
                            assertThat(box.left()).isEqualTo(72, TWO_POINTS);
                            assertThat(box.bottom()).isEqualTo(842 - 700, TWO_POINTS);
                            assertThat(box.right()).isBetween(200f, 240f);
                        });
        assertThat(page.blocks().get(1).lines()).hasSize(2);
    }

    @Test
    void readsGlyphsThatStandBelowEachOtherAsOneLine() throws IOException {
        List<Placed> glyphs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            glyphs.add(new Placed("ABCDE".substring(i, i + 1), 300, 700 - 12 * i, 12));
        }
        for (int i = 0; i < 3; i++) {
            glyphs.add(new Placed("XYZ".substring(i, i + 1), 280, 700 - 12 * i, 12));
        }

        List<Block> blocks = Limits.blocks(parse(Pdfs.of(glyphs)));

        assertThat(blocks).flatExtracting(Limits::texts).containsExactly("ABCDE", "XYZ");
    }

    @Test
    void readsARangeOfPagesAsTheyAreInTheWhole() throws IOException {
        List<String> texts =
                IntStream.rangeClosed(1, 20)
                        .mapToObj(n -> "Page " + (char) ('a' + n) + " says " + (char) ('z' - n))
                        .toList();
        Path file = Files.write(folder.resolve("long.pdf"), Pdfs.ofTexts(texts));
        List<Page> whole = parse(Files.readAllBytes(file)).pages();

        try (PageReader reader = new PdfParser().open(file, Limits.plenty())) {
            assertThat(reader.pages()).isEqualTo(20);
            reader.only(new PageRange(7, 12));

            assertThat(all(reader)).isEqualTo(whole.subList(6, 12));
            assertThat(reader.next()).isEmpty();
        }
    }

    private static List<Page> all(PageReader reader) throws IOException {
        List<Page> pages = new ArrayList<>();
        for (Optional<Page> page = reader.next(); page.isPresent(); page = reader.next()) {
            pages.add(page.get());
        }
        return pages;
    }

    @Test
    void refusesAFileWhoseEndIsMissing() throws IOException {
        byte[] whole = Pdfs.withText("text");

        assertThat(codeOf(Arrays.copyOf(whole, whole.length / 2)))
                .isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
    }

    @Test
    void refusesAFileThatNeedsAPassword() throws IOException {
        assertThat(codeOf(Pdfs.encrypted())).isEqualTo(ErrorCode.ENCRYPTED_DOCUMENT);
    }

    @Test
    void refusesDamagedContent() {
        assertThat(
                        codeOf(
                                "%PDF-1.7\n rubbish \n%%EOF"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
    }

    private ErrorCode codeOf(byte[] pdf) {
        List<ErrorCode> codes = new ArrayList<>();
        assertThatThrownBy(() -> parse(pdf))
                .isInstanceOfSatisfying(ServiceException.class, e -> codes.add(e.code()));
        return codes.get(0);
    }

    private ParsedDocument parse(byte[] pdf) throws IOException {
        Path file = folder.resolve("a.pdf");
        Files.write(file, pdf);
        return Limits.read(new PdfParser(), file);
    }
}

package io.fumikura.ingest.parse.office;

import static io.fumikura.ingest.parse.bad.Zip.paragraph;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ParsedDocument;
import io.fumikura.ingest.parse.bad.Zip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficeParserTest {
    @TempDir Path folder;

    @Test
    void readsHeadingsTablesPagesAndNotesOfADocument() throws IOException {
        ParsedDocument document = read(OfficeFiles.document());

        assertThat(document.title()).hasValue("就業規則");
        assertThat(document.pages()).hasSize(3);
        assertThat(shown(document.pages().get(0)))
                .containsExactly(
                        "Heading [第1章 総則]",
                        "Paragraph [この規則は、従業員に適用する。]",
                        "Heading [第1条 目的]",
                        "Paragraph [一行目, 二行目]",
                        "Table [区分 | 日数, 年次休暇 | 20日, 特別休暇 | 5日]");
        assertThat(headings(document)).extracting(Block.Heading::level).containsExactly(1, 2);
        Block.Table table = (Block.Table) document.pages().get(0).blocks().get(4);
        assertThat(table.headerRows()).isEqualTo(1);
        assertThat(shown(document.pages().get(1))).containsExactly("Paragraph [次のページの文です。]");
        assertThat(shown(document.pages().get(2))).containsExactly("Paragraph [脚注の文です。]");
    }

    @Test
    void showsTheCellsOfAWorkbookAsTheirFormatsSay() throws IOException {
        ParsedDocument document = read(OfficeFiles.workbook(2));

        assertThat(document.pages()).hasSize(2);
        assertThat(shown(document.pages().get(0)))
                .containsExactly(
                        "Heading [売上]",
                        "Paragraph [2026年度の売上]",
                        "Table [日付 | 店舗 | 金額 | 構成比 | 済, 2026/01/01 | 店舗0 | 1,234,567 | 12.5% | TRUE,"
                                + " 2026/01/02 | 店舗1 | 1,234,568 | 12.5% | TRUE]");
        assertThat(shown(document.pages().get(1)))
                .containsExactly("Heading [覚え書き]", "Paragraph [離れた所の文]");
    }

    @Test
    void repeatsTheHeaderOfALongSheetOnEveryPage() throws IOException {
        ParsedDocument document = read(OfficeFiles.workbook(2_500));

        assertThat(document.pages()).hasSize(4);
        long rows = 0;
        for (Page page : document.pages().subList(0, 3)) {
            List<String> table = Limits.texts(page.blocks().get(page.blocks().size() - 1));
            assertThat(table.get(0)).startsWith("日付 | 店舗");
            assertThat(page.blocks()).noneMatch(block -> block.lines().size() > 1000);
            rows += table.size() - 1;
        }
        assertThat(rows).isEqualTo(2_500);
    }

    @Test
    void readsSlidesInTheirOrderWithTablesAndNotes() throws IOException {
        ParsedDocument document = read(OfficeFiles.slides());

        assertThat(document.title()).hasValue("四半期の報告");
        assertThat(document.pages()).extracting(Page::number).containsExactly(1, 2, 3);
        assertThat(shown(document.pages().get(0)))
                .containsExactly(
                        "Heading [四半期の報告]",
                        "ListItem [・売上は増えた]",
                        "ListItem [・費用は減った]",
                        "Paragraph [ここで間を置く。]");
        assertThat(document.pages().get(1).blocks()).isEmpty();
        assertThat(shown(document.pages().get(2))).containsExactly("Table [地域 | 人数, 東 | 12]");
    }

    @Test
    void countsNumberedParagraphs() throws IOException {
        String numbering =
                "<numbering><abstractNum abstractNumId='7'>"
                        + "<lvl><start val='1'/><numFmt val='japaneseCounting'/><lvlText val='第%1章'/></lvl>"
                        + "<lvl><start val='1'/><numFmt val='decimalFullWidth'/><lvlText val='%2．'/></lvl>"
                        + "</abstractNum><num numId='3'><abstractNumId val='7'/></num></numbering>";
        String body =
                numbered(0, "総則")
                        + numbered(1, "目的")
                        + numbered(1, "範囲")
                        + numbered(0, "休暇")
                        + numbered(1, "日数");
        byte[] docx =
                Zip.office(
                                "word/document.xml",
                                "<document><body>" + body + "</body></document>",
                                Zip.relation("n", "numbering", "numbering.xml"))
                        .add("word/numbering.xml", numbering)
                        .bytes();

        assertThat(Limits.blocks(read(docx)))
                .flatExtracting(Limits::texts)
                .containsExactly("第一章 総則", "１． 目的", "２． 範囲", "第二章 休暇", "１． 日数");
    }

    private static String numbered(int level, String text) {
        return "<p><pPr><numPr><ilvl val='%d'/><numId val='3'/></numPr></pPr><r><t>%s</t></r></p>"
                .formatted(level, text);
    }

    @Test
    void readsWhatIsSeenAndNotWhatIsDeletedOrPronounced() throws IOException {
        String body =
                "<w:p><w:del><w:r><w:delText>消した</w:delText></w:r></w:del><w:ins><w:r><w:t>加えた</w:t></w:r></w:ins>"
                        + "<w:ruby><w:rt><w:r><w:t>かんじ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢字</w:t></w:r></w:rubyBase></w:ruby>"
                        + "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r></w:p>"
                        + "<w:sdt><w:sdtContent>"
                        + paragraph("枠の中")
                        + "</w:sdtContent></w:sdt>"
                        + "<w:p><w:r><mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice><w:txbxContent>"
                        + paragraph("箱の中")
                        + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
                        + paragraph("箱の中")
                        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>";

        assertThat(Limits.blocks(read(Zip.document(body).bytes())))
                .flatExtracting(Limits::texts)
                .containsExactly("加えた漢字", "枠の中", "箱の中");
    }

    @Test
    void readsADocumentOfAnyLengthInLittleMemory() throws IOException {
        byte[] docx = Zip.document(paragraph("長い文書の段落です。").repeat(50_000)).bytes();
        Path file = write(docx);
        int pages = 0;

        try (var reader = new OfficeParser().open(file, Limits.plenty())) {
            for (var page = reader.next(); page.isPresent(); page = reader.next()) {
                assertThat(page.get().blocks()).hasSizeLessThanOrEqualTo(1000);
                pages++;
            }
        }

        assertThat(pages).isEqualTo(50);
    }

    private static List<String> shown(Page page) {
        return page.blocks().stream()
                .map(block -> block.getClass().getSimpleName() + " " + Limits.texts(block))
                .toList();
    }

    private static List<Block.Heading> headings(ParsedDocument document) {
        return Limits.blocks(document).stream()
                .filter(Block.Heading.class::isInstance)
                .map(Block.Heading.class::cast)
                .toList();
    }

    private ParsedDocument read(byte[] office) throws IOException {
        return Limits.read(new OfficeParser(), write(office));
    }

    private Path write(byte[] office) throws IOException {
        return Files.write(folder.resolve("a.office"), office);
    }
}

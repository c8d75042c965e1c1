package io.fumikura.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkerTest {
    private static final ChunkPolicy SMALL = new ChunkPolicy(30, 60, 15);
    private final Chunker chunker = new Chunker(SMALL, Counters.CHARACTERS);

    @Test
    void closesAPassageBeforeTheSentenceThatIsTooMuchAndRepeatsTheLast() {
        List<Chunk> chunks = chunk(paragraph("一番目の文はここで終わる。二番目の文も終わる。三番目の文はもう入らない。"));

        assertThat(chunks)
                .extracting(Chunk::body)
                .containsExactly("一番目の文はここで終わる。二番目の文も終わる。", "二番目の文も終わる。三番目の文はもう入らない。");
    }

    @Test
    void keepsAQuotationTogether() {
        List<Chunk> chunks = chunk(paragraph("彼は「行く。必ず行く。」と言った。そして去った。"));

        assertThat(chunks).extracting(Chunk::body).first().asString().contains("「行く。必ず行く。」と言った。");
    }

    @Test
    void putsTheHeadingsInFront() {
        List<Chunk> chunks =
                Counters.chunk(
                        chunker,
                        List.of(
                                page(
                                        heading(1, "規程", 1),
                                        heading(2, "休暇", 2),
                                        paragraph("五日とする。"),
                                        heading(2, "給与", 4),
                                        paragraph("月末に払う。"))),
                        "規程");

        assertThat(chunks)
                .extracting(Chunk::text)
                .containsExactly("規程 > 休暇\n五日とする。", "規程 > 給与\n月末に払う。");
    }

    @Test
    void putsAHeadingThatNothingFollowsBeforeTheNextText() {
        List<Chunk> chunks =
                chunk(
                        heading(1, "上", 1),
                        heading(2, "空の節", 2),
                        heading(2, "次の節", 3),
                        paragraph("本文である。"));

        assertThat(chunks)
                .singleElement()
                .satisfies(
                        chunk -> {
                            assertThat(chunk.text()).isEqualTo("上 > 次の節\n空の節\n本文である。");
                            assertThat(chunk.firstLine()).isEqualTo(2);
                        });
    }

    @Test
    void addsAHeadingAtTheEndToThePassageBefore() {
        List<Chunk> chunks = chunk(paragraph("本文である。"), heading(1, "付録", 9));

        assertThat(chunks).extracting(Chunk::body).containsExactly("本文である。\n付録");
    }

    @Test
    void findsADocumentThatIsNothingButHeadings() {
        List<Chunk> chunks = chunk(heading(1, "表題", 1), heading(1, "裏題", 2));

        assertThat(chunks).extracting(Chunk::body).containsExactly("表題\n裏題");
    }

    @Test
    void cutsALineWithoutEndHard() {
        List<Chunk> chunks = chunk(paragraph("あ".repeat(40_000)));

        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.body().length()).isBetween(1, 60));
        assertThat(chunks.stream().mapToInt(chunk -> chunk.body().length()).sum())
                .isGreaterThanOrEqualTo(40_000);
    }

    @Test
    void keepsASentenceWholeThatIsLongerThanTheTargetButFits() {
        String sentence = "この文は目標よりも長いけれども一つの節にはまだ収まる長さの文である。";
        assertThat(sentence.length()).isBetween(31, 56);

        List<Chunk> chunks = chunk(paragraph("短い文。" + sentence));

        assertThat(chunks).extracting(Chunk::body).contains(sentence);
    }

    @Test
    void cutsTablesBetweenRowsAndRepeatsTheHeader() {
        List<Line> rows = new ArrayList<>(List.of(new Line(1, "品 | 価")));
        IntStream.range(2, 14).forEach(i -> rows.add(new Line(i, "品目" + i + " | " + i * 100)));

        List<Chunk> chunks = chunk(new Block.Table(1, rows));

        assertThat(chunks).hasSizeGreaterThan(2);
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.body()).startsWith("品 | 価\n"));
        assertThat(chunks.get(1).firstLine()).isEqualTo(chunks.get(0).lastLine() + 1);
    }

    @Test
    void repeatsTheCaptionWithTheHeader() {
        List<Line> rows = new ArrayList<>(List.of(new Line(2, "品 | 価")));
        IntStream.range(3, 14).forEach(i -> rows.add(new Line(i, "品目" + i + " | " + i * 100)));

        List<Chunk> chunks =
                chunk(new Block.Caption(List.of(new Line(1, "表1 価格"))), new Block.Table(1, rows));

        assertThat(chunks).hasSizeGreaterThan(2);
        assertThat(chunks)
                .allSatisfy(chunk -> assertThat(chunk.body()).startsWith("表1 価格\n品 | 価\n"));
        assertThat(chunks.get(0).firstLine()).isEqualTo(1);
    }

    @Test
    void leavesACaptionWithWhatStandsBefore() {
        List<Chunk> chunks =
                chunk(
                        paragraph("全体の構成を次の図に示すことにする。"),
                        new Block.Caption(List.of(new Line(8, "図3 全体の構成を示す概略の図面"))));

        assertThat(chunks).singleElement().extracting(Chunk::lastLine).isEqualTo(8);
    }

    @Test
    void keepsAListTogetherWhereItFitsAndRepeatsWhatLeadsToIt() {
        List<Chunk> chunks =
                chunk(
                        new Block.Paragraph(
                                List.of(new Line(1, "規則は別に定めるものとする。"), new Line(2, "次のとおり。"))),
                        item("(1) 申請書を提出すること。", 3),
                        item("(2) 手数料を納めること。", 4),
                        item("(3) 本人が来ること。", 5));

        assertThat(chunks)
                .extracting(Chunk::body)
                .containsExactly(
                        "規則は別に定めるものとする。\n次のとおり。",
                        "次のとおり。\n(1) 申請書を提出すること。\n(2) 手数料を納めること。\n(3) 本人が来ること。");
    }

    @Test
    void joinsWhatIsLeftOverAtTheEndOfASectionToThePassageBefore() {
        List<Chunk> chunks = chunk(paragraph("一番目の文はここで終わるのです。二番目の文はここまでだ。以上。"));

        assertThat(chunks)
                .extracting(Chunk::body)
                .containsExactly("一番目の文はここで終わるのです。二番目の文はここまでだ。以上。");
    }

    @Test
    void keepsPageAndLines() {
        Page first = new Page(1, null, null, List.of(paragraph("頁の一。")));
        Page second =
                new Page(
                        2,
                        null,
                        null,
                        List.of(
                                new Block.Paragraph(
                                        List.of(new Line(3, "三行目。"), new Line(4, "四行目。")))));

        List<Chunk> chunks = Counters.chunk(chunker, List.of(first, second), "");

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(1))
                .satisfies(
                        chunk -> {
                            assertThat(chunk.page()).isEqualTo(2);
                            assertThat(chunk.firstLine()).isEqualTo(3);
                            assertThat(chunk.lastLine()).isEqualTo(4);
                        });
    }

    @Test
    void failsWhileNobodyCanCountInsteadOfGuessing() {
        Chunker alone =
                new Chunker(
                        SMALL,
                        texts -> CompletableFuture.failedFuture(new IllegalStateException("away")));

        assertThat(alone.begin("").take(List.of(page(paragraph("文である。")))))
                .isCompletedExceptionally();
    }

    @Test
    void neverExceedsWhatTheModelReadsWhateverThePolicySays() {
        TokenCounter shortModel =
                texts ->
                        CompletableFuture.completedFuture(
                                new TokenCounter.Counts(
                                        texts.stream().map(String::length).toList(), 25));

        List<Chunk> chunks =
                Counters.chunk(
                        new Chunker(SMALL, shortModel),
                        List.of(page(paragraph("十文字ほどの文である。".repeat(20)))),
                        "題");

        assertThat(chunks)
                .isNotEmpty()
                .allSatisfy(chunk -> assertThat(chunk.text().length()).isLessThanOrEqualTo(25));
    }

    @Test
    void losesNoTextAndNeverExceedsTheLimitWhateverComes() {
        long seed = new Random().nextLong();
        RandomPages random = new RandomPages(seed);
        for (int round = 0; round < 300; round++) {
            List<Page> pages = random.pages();

            List<Chunk> chunks = Counters.chunk(chunker, pages, "題");

            String out = chunks.stream().map(Chunk::text).reduce("", String::concat);
            assertThat(RandomPages.marks(out))
                    .as("seed %d", seed)
                    .containsAll(RandomPages.marks(RandomPages.text(pages)));
            assertThat(chunks)
                    .as("seed %d", seed)
                    .allSatisfy(
                            chunk -> {
                                assertThat(chunk.text().length()).isBetween(1, 60);
                                assertThat(chunk.firstLine()).isLessThanOrEqualTo(chunk.lastLine());
                            });
        }
    }

    private List<Chunk> chunk(Block... blocks) {
        return Counters.chunk(chunker, List.of(page(blocks)), "");
    }

    private static Page page(Block... blocks) {
        return new Page(1, null, null, List.of(blocks));
    }

    private static Block paragraph(String text) {
        return new Block.Paragraph(List.of(new Line(3, text)));
    }

    private static Block item(String text, int line) {
        return new Block.ListItem(List.of(new Line(line, text)));
    }

    private static Block heading(int level, String text, int line) {
        return new Block.Heading(level, List.of(new Line(line, text)));
    }
}

package io.fumikura.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ParsedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkerTest {
    private static final ChunkPolicy SMALL = new ChunkPolicy(30, 60, 15);
    private final Chunker chunker = new Chunker(SMALL);

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
                new Chunker(SMALL)
                        .chunk(
                                document(
                                        heading(1, "規程", 1),
                                        heading(2, "休暇", 2),
                                        paragraph("五日とする。"),
                                        heading(2, "給与", 4),
                                        paragraph("月末に払う。")),
                                "規程");

        assertThat(chunks)
                .extracting(Chunk::text)
                .containsExactly("規程 > 休暇\n五日とする。", "規程 > 給与\n月末に払う。");
    }

    @Test
    void makesAPassageOfAHeadingThatNothingFollows() {
        List<Chunk> chunks = chunk(heading(1, "上", 1), heading(2, "空の節", 2), heading(2, "次の節", 3));

        assertThat(chunks).extracting(Chunk::body).containsExactly("空の節", "次の節");
    }

    @Test
    void cutsALineWithoutEndHard() {
        List<Chunk> chunks = chunk(paragraph("あ".repeat(40_000)));

        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.body().length()).isBetween(1, 60));
        assertThat(chunks.stream().mapToInt(chunk -> chunk.body().length()).sum())
                .isGreaterThanOrEqualTo(40_000);
    }

    @Test
    void cutsTablesBetweenRowsAndRepeatsTheHeader() {
        List<Line> rows = new ArrayList<>(List.of(new Line(1, "品 | 価")));
        IntStream.range(2, 12).forEach(i -> rows.add(new Line(i, "品目" + i + " | " + i * 100)));

        List<Chunk> chunks = chunk(new Block.Table(1, rows));

        assertThat(chunks).hasSizeGreaterThan(2);
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.body()).startsWith("品 | 価\n"));
        assertThat(chunks.get(1).firstLine()).isEqualTo(chunks.get(0).lastLine() + 1);
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

        List<Chunk> chunks =
                chunker.chunk(new ParsedDocument(Optional.empty(), List.of(first, second)), "");

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
    void losesNoTextAndNeverExceedsTheLimitWhateverComes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "あいう漢字。！？「」（） abc.\n、\ud842\udfb7";
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 5 + random.nextInt(400); i++) {
                int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
                text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
            }
            List<Line> lines =
                    text.toString()
                            .lines()
                            .filter(line -> !line.isBlank())
                            .map(line -> new Line(1, line))
                            .toList();
            if (lines.isEmpty()) {
                continue;
            }

            List<Chunk> chunks = chunk(new Block.Paragraph(lines));

            String out =
                    chunks.stream()
                            .map(Chunk::body)
                            .reduce("", String::concat)
                            .replaceAll("\\s", "");
            int in = lines.stream().mapToInt(l -> l.text().replaceAll("\\s", "").length()).sum();
            assertThat(out.length()).as("seed %d", seed).isGreaterThanOrEqualTo(in);
            assertThat(chunks)
                    .as("seed %d", seed)
                    .allSatisfy(c -> assertThat(c.body().length()).isBetween(1, 60));
        }
    }

    private List<Chunk> chunk(Block... blocks) {
        return chunker.chunk(document(blocks), "");
    }

    private static ParsedDocument document(Block... blocks) {
        return new ParsedDocument(
                Optional.empty(), List.of(new Page(1, null, null, List.of(blocks))));
    }

    private static Block paragraph(String text) {
        return new Block.Paragraph(List.of(new Line(3, text)));
    }

    private static Block heading(int level, String text, int line) {
        return new Block.Heading(level, List.of(new Line(line, text)));
    }
}

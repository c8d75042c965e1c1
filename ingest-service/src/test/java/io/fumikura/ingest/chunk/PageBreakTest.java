package io.fumikura.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentences that run over from one sheet to the next. */
class PageBreakTest {
    private final Chunker chunker = new Chunker(new ChunkPolicy(60, 120, 15), Counters.CHARACTERS);

    @Test
    void putsASentenceTogetherOverFooterAndHeader() {
        List<Chunk> chunks =
                chunk(
                        sheet(1, paragraph(wide("前の文はここで終わる。契約は両当事者が"), 1), running("- 1 -", 2)),
                        sheet(2, running("契約書", 1), paragraph(wide("署名した日から効力を生ずる。次の文が続く。"), 2)));

        assertThat(chunks)
                .extracting(Chunk::body)
                .containsExactly("前の文はここで終わる。契約は両当事者が署名した日から効力を生ずる。", "次の文が続く。");
        assertThat(chunks.get(0).page()).isEqualTo(1);
        assertThat(chunks.get(0).lastLine()).isEqualTo(1);
        assertThat(chunks.get(1).page()).isEqualTo(2);
    }

    @Test
    void leavesASentenceThatEndedAlone() {
        List<Chunk> chunks =
                chunk(
                        sheet(1, paragraph(wide("ここで終わる文である。"), 1)),
                        sheet(2, paragraph(wide("次の頁の文である。"), 1)));

        assertThat(chunks).extracting(Chunk::body).containsExactly("ここで終わる文である。", "次の頁の文である。");
    }

    @Test
    void doesNotRunIntoAHeadingAListOrATable() {
        for (Block next :
                List.of(
                        new Block.Heading(1, List.of(new Line(1, "第二章"))),
                        new Block.ListItem(List.of(new Line(1, "・項目"))),
                        new Block.Table(0, List.of(new Line(1, "甲 | 乙"))))) {
            List<Chunk> chunks = chunk(sheet(1, paragraph(wide("句点のない終わり方"), 1)), sheet(2, next));

            assertThat(chunks.get(0).body()).startsWith("句点のない終わり方");
            assertThat(chunks.get(0).body()).doesNotContain("項目").doesNotContain("甲");
        }
    }

    @Test
    void doesNotRunOverAHeading() {
        List<Chunk> chunks =
                chunk(
                        sheet(1, paragraph(wide("句点のない終わり方"), 1)),
                        sheet(
                                2,
                                new Block.Heading(1, List.of(new Line(1, "第二章"))),
                                paragraph(wide("章の本文である。"), 2)));

        assertThat(chunks).extracting(Chunk::text).containsExactly("句点のない終わり方", "第二章\n章の本文である。");
    }

    @Test
    void takesHalfALineForTheEnd() {
        List<Chunk> chunks =
                chunk(
                        sheet(
                                1,
                                paragraph(wide("長い行の文がここで終わっている。"), 1),
                                paragraph(new Line(2, "以上", box(40)), 2)),
                        sheet(2, paragraph(wide("別の書類の文である。"), 1)));

        assertThat(chunks).extracting(Chunk::body).noneMatch(body -> body.contains("以上別の書類"));
    }

    @Test
    void putsEnglishTogetherWithABlank() {
        List<Chunk> chunks =
                chunk(
                        sheet(1, paragraph(wide("The contract takes"), 1)),
                        sheet(2, paragraph(wide("effect today. Then it ends."), 1)));

        assertThat(chunks.get(0).body()).isEqualTo("The contract takes effect today.");
    }

    @Test
    void repeatsASentenceThatCameWithAnEarlierPart() {
        List<Chunk> chunks =
                chunk(
                        sheet(
                                1,
                                paragraph(wide("最初の段落の文は目標の半分を超える長さにしておくことにする。短い文。"), 1),
                                paragraph(wide("二番目の段落の文は頁の終わりで切れてしまうので"), 2)),
                        sheet(2, paragraph(wide("次の頁へ続いている。"), 1)));

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(1).body()).isEqualTo("短い文。\n二番目の段落の文は頁の終わりで切れてしまうので次の頁へ続いている。");
    }

    @Test
    void neverLosesThePassageOfTheLastPage() {
        List<Chunk> chunks = chunk(sheet(1, paragraph(wide("最後の頁の途中で終わる文が"), 1)));

        assertThat(chunks).extracting(Chunk::body).containsExactly("最後の頁の途中で終わる文が");
    }

    private List<Chunk> chunk(Page... pages) {
        return Counters.chunk(chunker, new ArrayList<>(List.of(pages)), "");
    }

    private static Page sheet(int number, Block... blocks) {
        return new Page(number, 595f, 842f, List.of(blocks));
    }

    private static Line wide(String text) {
        return new Line(1, text, box(400));
    }

    private static Line.Box box(float width) {
        return new Line.Box(70, 100, 70 + width, 112);
    }

    private static Block paragraph(Line line, int number) {
        return new Block.Paragraph(List.of(new Line(number, line.text(), line.box())));
    }

    private static Block running(String text, int number) {
        return new Block.Running(List.of(new Line(number, text)));
    }
}

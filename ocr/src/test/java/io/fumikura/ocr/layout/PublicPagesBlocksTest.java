package io.fumikura.ocr.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.PublicPages;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.score.TruePage;
import io.fumikura.ocr.score.TruePage.TrueBlock;
import io.fumikura.ocr.score.TruePage.TrueLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Real layouts with true lines, texts and places of tables: what the blocks say. */
class PublicPagesBlocksTest {
    @Test
    void saysWhatThePageSays() {
        for (TruePage page : PublicPages.read()) {
            List<BlockDraft> blocks = blocks(page);

            String text = text(page, blocks);

            assertThat(plain(text)).as(page.id()).isEqualTo(plain(expected(page)));
        }
    }

    @Test
    void cutsParagraphsWhereTheyEnd() {
        int right = 0;
        int wrong = 0;
        int missed = 0;
        for (TruePage page : PublicPages.read()) {
            Set<String> expected = new HashSet<>();
            for (TrueBlock block : page.blocks()) {
                if (!block.type().equals("table") && !block.lines().isEmpty()) {
                    expected.add(first(block.lines().get(0)));
                }
            }
            Set<String> found = new HashSet<>();
            for (BlockDraft block : blocks(page)) {
                if (!block.lines().isEmpty()) {
                    found.add(first(page.lines().get(block.lines().get(0).id())));
                }
            }
            long both = found.stream().filter(expected::contains).count();
            System.out.printf(
                    "%s: %d blocks begin where they should, %d do not, %d are missed%n",
                    page.id(), both, found.size() - both, expected.size() - both);
            right += (int) both;
            wrong += (int) (found.size() - both);
            missed += (int) (expected.size() - both);
        }

        assertThat((double) right / (right + wrong)).as("precision").isGreaterThan(0.85);
        assertThat((double) right / (right + missed)).as("recall").isGreaterThan(0.85);
    }

    private static String first(TrueLine line) {
        return line.quad() + line.text();
    }

    private static List<BlockDraft> blocks(TruePage page) {
        List<Quad> quads = page.lines().stream().map(TrueLine::quad).toList();
        Directions directions = Directions.of(quads);
        Skew skew = Skew.of(quads, directions, page.width(), page.height());
        List<Box> tables = tables(page, skew);
        List<TextLine> lines = new ArrayList<>();
        for (int i = 0; i < quads.size(); i++) {
            Box box = skew.straight(quads.get(i));
            if (tables.stream().noneMatch(t -> t.contains(box.centre()))) {
                lines.add(
                        new TextLine(
                                i,
                                box,
                                directions.of(quads.get(i)),
                                page.lines().get(i).text(),
                                false,
                                null));
            }
        }
        Collections.shuffle(lines, new Random(1));
        return new PageLayout(page.height(), directions.thickness(), tables, List.of())
                .arrange(lines);
    }

    private static List<Box> tables(TruePage page, Skew skew) {
        return page.blocks().stream()
                .filter(block -> block.type().equals("table"))
                .map(block -> skew.straight(block.quad()))
                .toList();
    }

    private static String text(TruePage page, List<BlockDraft> blocks) {
        List<TrueBlock> tables =
                page.blocks().stream().filter(b -> b.type().equals("table")).toList();
        List<String> texts = new ArrayList<>();
        for (BlockDraft block : blocks) {
            if (block.type() == OcrBlockType.TABLE && block.table() != null) {
                texts.add(lines(tables.get(block.table())));
            } else {
                texts.add(LineJoin.of(block.lines().stream().map(TextLine::text).toList()));
            }
        }
        return String.join("\n", texts);
    }

    /**
     * What the lines say, one after another: the pages' own text has ruby and cells differently.
     */
    private static String expected(TruePage page) {
        List<String> texts = new ArrayList<>();
        page.blocks().forEach(block -> texts.add(lines(block)));
        return String.join("\n", texts);
    }

    private static String lines(TrueBlock block) {
        return LineJoin.of(block.lines().stream().map(TrueLine::text).toList());
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s\\u3000]", "");
    }
}

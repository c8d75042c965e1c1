package io.fumikura.ingest.chunk;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Pages of every kind of block, full of marks: characters of no script, each there once. */
final class RandomPages {
    private static final String ALPHABET = "あいう漢字。！？「」（）abc. .、\ud842\udfb7";
    private static final int FIRST_MARK = 0xe000;
    private static final int LAST_MARK = 0xf8ff;

    private final Random random;
    private int mark = FIRST_MARK;

    RandomPages(long seed) {
        random = new Random(seed);
    }

    List<Page> pages() {
        mark = FIRST_MARK;
        List<Page> pages = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int number = 1; number <= count; number++) {
            List<Block> blocks = new ArrayList<>();
            int line = 1;
            for (int i = random.nextInt(8); i >= 0; i--) {
                Block block = block(line);
                blocks.add(block);
                line += block.lines().size();
            }
            boolean sheet = random.nextBoolean();
            pages.add(new Page(number, sheet ? 595f : null, sheet ? 842f : null, blocks));
        }
        return pages;
    }

    private Block block(int first) {
        List<Line> lines = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            lines.add(
                    new Line(
                            first + i,
                            line(),
                            new Line.Box(70, 100, 200 + random.nextInt(200), 112)));
        }
        return switch (random.nextInt(7)) {
            case 0 ->
                    new Block.Heading(
                            1 + random.nextInt(3), List.of(new Line(first, "見出し" + nextMark())));
            case 1 -> new Block.ListItem(lines);
            case 2 -> new Block.Table(random.nextInt(2), lines);
            case 3 -> new Block.Preformatted(lines);
            case 4 -> new Block.Caption(lines.subList(0, 1));
            default -> new Block.Paragraph(lines);
        };
    }

    private String line() {
        StringBuilder text = new StringBuilder(nextMark());
        for (int i = random.nextInt(60); i > 0; i--) {
            int at = random.nextInt(ALPHABET.codePointCount(0, ALPHABET.length()));
            text.appendCodePoint(ALPHABET.codePointAt(ALPHABET.offsetByCodePoints(0, at)));
        }
        return text + nextMark();
    }

    static String text(List<Page> pages) {
        return pages.stream()
                .flatMap(page -> page.blocks().stream())
                .flatMap(block -> block.lines().stream())
                .map(Line::text)
                .collect(Collectors.joining("\n"));
    }

    private String nextMark() {
        return Character.toString(mark++);
    }

    static Set<Integer> marks(String text) {
        return text.chars()
                .filter(c -> c >= FIRST_MARK && c <= LAST_MARK)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

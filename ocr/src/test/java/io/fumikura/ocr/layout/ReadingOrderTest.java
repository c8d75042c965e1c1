package io.fumikura.ocr.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.geometry.Box;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The worked examples of the specification: expected is the order in which the boxes are added. */
class ReadingOrderTest {
    private final List<Box> boxes = new ArrayList<>();

    @Test
    void readsTwoColumnsUnderATitleThoughALineOverflows() {
        add(300, 40, 700, 70);
        for (int i = 0; i < 3; i++) {
            add(100, 100 + 30 * i, 480, 120 + 30 * i);
        }
        add(100, 190, 560, 210);
        add(100, 220, 480, 240);
        for (int i = 0; i < 3; i++) {
            add(520, 100 + 30 * i, 900, 120 + 30 * i);
        }
        add(580, 190, 900, 210);
        add(520, 220, 900, 240);
        add(480, 900, 520, 920);

        inOrder(Direction.HORIZONTAL);
    }

    @Test
    void readsThreeTiersOfColumnsFromRightToLeft() {
        for (int tier = 0; tier < 3; tier++) {
            for (int c = 0; c < 4; c++) {
                add(400 - 50 * c, 100 + 220 * tier, 420 - 50 * c, 300 + 220 * tier);
            }
        }

        inOrder(Direction.VERTICAL);
    }

    @Test
    void readsAVerticalPageBetweenHorizontalLines() {
        add(100, 20, 200, 40);
        add(150, 60, 450, 90);
        for (int i = 0; i < 5; i++) {
            add(400 - 40 * i, 120, 420 - 40 * i, 400);
        }
        for (int i = 0; i < 3; i++) {
            add(100, 450 + 30 * i, 420, 470 + 30 * i);
        }

        inOrder(Direction.VERTICAL);
    }

    @Test
    void readsALetterRowByRow() {
        add(600, 100, 900, 120);
        add(700, 140, 900, 160);
        add(100, 180, 300, 200);
        add(620, 220, 900, 240);
        add(350, 280, 650, 310);
        for (int i = 0; i < 3; i++) {
            add(100, 340 + 30 * i, 900, 360 + 30 * i);
        }

        inOrder(Direction.HORIZONTAL);
    }

    @Test
    void readsATableRowByRow() {
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                add(100 + 200 * c, 100 + 40 * r, 160 + 200 * c, 120 + 40 * r);
            }
        }

        inOrder(Direction.HORIZONTAL);
    }

    @Test
    void readsAHeadlineThatSplitsTheTiers() {
        for (int side = 0; side < 2; side++) {
            for (int k = 0; k < 2; k++) {
                for (int c = 0; c < 3; c++) {
                    int x = (side == 0 ? 500 : 300) - 40 * c;
                    add(x, 100 + 260 * k, x + 20, 340 + 260 * k);
                }
            }
            if (side == 0) {
                add(340, 100, 385, 600);
            }
        }

        inOrder(Direction.VERTICAL);
    }

    @Test
    void readsAHeadingBetweenTwoSectionsOfTwoColumns() {
        columns(100);
        add(100, 260, 300, 290);
        columns(330);

        inOrder(Direction.HORIZONTAL);
    }

    @Test
    void readsAPageOfOneLineAndOfNone() {
        assertThat(ReadingOrder.of(List.of())).isEmpty();
        add(1, 2, 30, 4);
        inOrder(Direction.HORIZONTAL);
    }

    @Test
    void doesNotDependOnTheOrderOfItsInputNorOnPlaceAndSize() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            List<Member> page = randomPage(random);
            List<Integer> order = ReadingOrder.of(page);
            List<Member> shuffled = new ArrayList<>(page);
            Collections.shuffle(shuffled, random);

            assertThat(order)
                    .containsExactlyInAnyOrderElementsOf(page.stream().map(Member::id).toList());
            assertThat(ReadingOrder.of(shuffled)).isEqualTo(order);
            assertThat(ReadingOrder.of(moved(page, ReadingOrderTest::shifted))).isEqualTo(order);
            assertThat(ReadingOrder.of(moved(page, ReadingOrderTest::doubled))).isEqualTo(order);
        }
    }

    @Test
    void readsAVerticalPageAsItsHorizontalImage() {
        Random random = new Random(4);
        for (int round = 0; round < 100; round++) {
            List<Member> page = randomPage(random);
            List<Member> vertical =
                    page.stream()
                            .map(
                                    m ->
                                            new Member(
                                                    m.id(),
                                                    new Box(
                                                            -m.box().y1(),
                                                            m.box().x0(),
                                                            -m.box().y0(),
                                                            m.box().x1()),
                                                    Direction.VERTICAL))
                            .toList();

            assertThat(ReadingOrder.of(vertical)).isEqualTo(ReadingOrder.of(page));
        }
    }

    @Test
    void isQuickWithThreeThousandLines() {
        List<Member> page = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            int x = 40 + i % 25 * 70;
            int y = 40 + i / 25 * 20;
            page.add(new Member(i, new Box(x, y, x + 30 + i % 31, y + 12), Direction.HORIZONTAL));
        }

        long start = System.nanoTime();
        List<Integer> order = ReadingOrder.of(page);

        assertThat(order).hasSize(3000);
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    }

    private static Box shifted(Box box) {
        return new Box(box.x0() + 1024, box.y0() - 64, box.x1() + 1024, box.y1() - 64);
    }

    private static Box doubled(Box box) {
        return new Box(2 * box.x0(), 2 * box.y0(), 2 * box.x1(), 2 * box.y1());
    }

    private static List<Member> moved(List<Member> page, UnaryOperator<Box> move) {
        return page.stream()
                .map(m -> new Member(m.id(), move.apply(m.box()), m.direction()))
                .toList();
    }

    /** Lines in whole pixels, in two columns with titles and gaps. */
    private static List<Member> randomPage(Random random) {
        List<Member> page = new ArrayList<>();
        int y = 50;
        for (int row = 0; row < 25; row++) {
            y += 30 + (random.nextInt(6) == 0 ? 20 : 0);
            if (random.nextInt(8) == 0) {
                page.add(line(page.size(), 100, y, 500 + random.nextInt(300), 24));
                continue;
            }
            page.add(line(page.size(), 100 + random.nextInt(12), y, 200 + random.nextInt(120), 20));
            if (random.nextInt(8) != 0) {
                page.add(
                        line(
                                page.size(),
                                480 + random.nextInt(9),
                                y + 1,
                                150 + random.nextInt(180),
                                20));
            }
        }
        return page;
    }

    private static Member line(int id, int x, int y, int width, int height) {
        return new Member(id, new Box(x, y, x + width, y + height), Direction.HORIZONTAL);
    }

    private void columns(int top) {
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < 4; i++) {
                int x = 100 + 420 * side;
                add(x, top + 30 * i, x + 380, top + 20 + 30 * i);
            }
        }
    }

    private void add(int x0, int y0, int x1, int y1) {
        boxes.add(new Box(x0, y0, x1, y1));
    }

    private void inOrder(Direction main) {
        Directions directions = Directions.of(boxes.stream().map(Box::quad).toList());
        List<Member> members =
                IntStream.range(0, boxes.size())
                        .mapToObj(
                                i ->
                                        new Member(
                                                i,
                                                boxes.get(i),
                                                directions.of(boxes.get(i).quad())))
                        .toList();

        assertThat(directions.main()).isEqualTo(main);
        assertThat(ReadingOrder.of(members))
                .containsExactlyElementsOf(IntStream.range(0, boxes.size()).boxed().toList());
    }
}

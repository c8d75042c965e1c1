package io.fumikura.ocr.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ocr.PublicPages;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.score.OrderScore;
import io.fumikura.ocr.score.TruePage;
import io.fumikura.ocr.score.TruePage.TrueLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Real layouts with the true boxes: how many lines would have to be moved. */
class PublicPagesOrderTest {
    private static final double MOST_MOVED = 0.02;

    @Test
    void putsTheLinesOfThePublicPagesInOrder() {
        for (TruePage page : PublicPages.read()) {
            List<Quad> lines = page.lines().stream().map(TrueLine::quad).toList();

            double moved = OrderScore.of(order(lines, page)).errorRate();

            System.out.printf(
                    "%s: %d lines, moved %.2f %%%n", page.id(), lines.size(), 100 * moved);
            assertThat(moved).as(page.id()).isLessThanOrEqualTo(MOST_MOVED);
        }
    }

    @Test
    void tellsTheirDirections() {
        for (TruePage page : PublicPages.read()) {
            Directions directions =
                    Directions.of(page.lines().stream().map(TrueLine::quad).toList());
            long wrong =
                    page.lines().stream()
                            .filter(
                                    line ->
                                            line.vertical()
                                                    != (directions.of(line.quad())
                                                            == io.fumikura.ocr.Direction.VERTICAL))
                            .count();
            assertThat(wrong).as(page.id()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void putsBoxesInOrderThatAreNotQuiteWhereTheLinesAre() {
        for (TruePage page : PublicPages.read()) {
            Random random = new Random(11);
            double sum = 0;
            for (int round = 0; round < 20; round++) {
                List<Quad> lines = new ArrayList<>();
                for (TrueLine line : page.lines()) {
                    if (random.nextDouble() >= 0.03) {
                        lines.add(jittered(line.quad(), random));
                    }
                }
                sum += OrderScore.of(order(lines, page)).errorRate();
            }
            System.out.printf("%s: jittered, moved %.2f %%%n", page.id(), 100 * sum / 20);
            assertThat(sum / 20).as(page.id()).isLessThanOrEqualTo(MOST_MOVED);
        }
    }

    private static Quad jittered(Quad quad, Random random) {
        double by = 0.15 * Math.min(quad.width(), quad.height());
        double dx = by * (2 * random.nextDouble() - 1);
        double dy = by * (2 * random.nextDouble() - 1);
        double grow = by / 2 * (2 * random.nextDouble() - 1);
        return quad.map(p -> p.plus(dx, dy)).grown(grow, grow);
    }

    private static List<Integer> order(List<Quad> lines, TruePage page) {
        Directions directions = Directions.of(lines);
        Skew skew = Skew.of(lines, directions, page.width(), page.height());
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            members.add(new Member(i, skew.straight(lines.get(i)), directions.of(lines.get(i))));
        }
        // Ids are the true order; the input is not.
        Collections.shuffle(members, new Random(5));
        return ReadingOrder.of(members);
    }
}

package io.fumikura.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineJoinerTest {

    @Test
    void joinsFullJapaneseLinesWithoutABlank() {
        String joined = join("この契約において借地権とは建物の所有を目的とする地上", "権又は土地の賃借権をいうものとし、これを定める。");

        assertThat(joined).isEqualTo("この契約において借地権とは建物の所有を目的とする地上権又は土地の賃借権をいうものとし、これを定める。");
    }

    @Test
    void joinsFullEnglishLinesWithABlank() {
        assertThat(join("The quick brown fox jumps over the", "lazy dog and runs away from here"))
                .isEqualTo("The quick brown fox jumps over the lazy dog and runs away from here");
    }

    @Test
    void keepsTheBreakAfterAShortLine() {
        assertThat(join("住所", "東京都千代田区千代田一丁目一番一号千代田ビル五階")).startsWith("住所\n東京都");
    }

    @Test
    void tellsWhichLineAPlaceIsIn() {
        LineJoiner.Joined joined = LineJoiner.join(List.of(new Line(1, "短い"), new Line(2, "次の行")));

        assertThat(joined.lineAt(0)).isZero();
        assertThat(joined.lineAt(joined.text().indexOf("次"))).isEqualTo(1);
    }

    private static String join(String first, String second) {
        return LineJoiner.join(List.of(new Line(1, first), new Line(2, second))).text();
    }
}

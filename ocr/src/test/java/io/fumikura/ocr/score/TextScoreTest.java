package io.fumikura.ocr.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextScoreTest {
    @Test
    void countsChangedMissingAndAddedCharacters() {
        assertThat(TextScore.of("東京都庁", "東京部庁").errorRate()).isEqualTo(0.25);
        assertThat(TextScore.of("東京都庁", "東京都").errorRate()).isEqualTo(0.25);
        assertThat(TextScore.of("東京都庁", "東京の都庁").errorRate()).isEqualTo(0.25);
        assertThat(TextScore.of("東京都庁", "京都府").edits()).as("東, 府").isEqualTo(2);
    }

    @Test
    void seesNoDifferenceInWidthAndWhiteSpace() {
        TextScore score = TextScore.of("ＡＢＣ　１２\nｶﾞ", "ABC12\u00a0 ガ\t");

        assertThat(score).isEqualTo(new TextScore(6, 6, 0, 6));
    }

    @Test
    void tellsWhatIsThereApartFromWhereItStands() {
        TextScore swapped = TextScore.of("上上下", "下上中上");

        assertThat(swapped.found()).isEqualTo(3);
        assertThat(swapped.recall()).isEqualTo(1);
        assertThat(swapped.precision()).isEqualTo(0.75);
        assertThat(swapped.edits()).as("下, 中 and 下").isEqualTo(3);
    }

    @Test
    void countsACharacterOnceWhereItIsTwoUnits() {
        assertThat(TextScore.of("𠮷野", "吉野")).isEqualTo(new TextScore(2, 2, 1, 1));
    }

    @Test
    void isDefinedWithoutText() {
        assertThat(TextScore.of("", "").errorRate()).isZero();
        assertThat(TextScore.of("あ", "").errorRate()).isEqualTo(1);
        assertThat(TextScore.of("", "あい").errorRate()).isEqualTo(2);
        assertThat(TextScore.of("あ", "").precision()).isEqualTo(1);
    }

    @Test
    void weighsPagesByTheirLength() {
        TextScore sum =
                TextScore.sum(List.of(TextScore.of("あ", "い"), TextScore.of("かきくけこ", "かきくけこ")));

        assertThat(sum.errorRate()).isEqualTo(1 / 6.0);
        assertThat(sum.recall()).isEqualTo(5 / 6.0);
    }
}

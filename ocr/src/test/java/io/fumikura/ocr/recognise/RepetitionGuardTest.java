package io.fumikura.ocr.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ocr.recognise.RepetitionGuard.Tail;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionGuardTest {
    @Test
    void noticesOneCharacterAgainAndAgainWhereThereIsNoRoomForIt() {
        List<String> read = characters("東京" + "都".repeat(9));

        assertThat(RepetitionGuard.find(read, 120, 24)).as("12 fit").isEmpty();
        Tail tail = RepetitionGuard.find(read, 60, 24).orElseThrow();

        assertThat(tail).isEqualTo(new Tail(1, 9));
        assertThat(String.join("", read.subList(0, RepetitionGuard.kept(read.size(), tail))))
                .isEqualTo("東京都");
    }

    @Test
    void noticesLongerPieces() {
        assertThat(RepetitionGuard.find(characters("あ" + "東京".repeat(4)), 24, 24))
                .contains(new Tail(2, 4));
        assertThat(RepetitionGuard.find(characters("あ" + "株式会社".repeat(3)), 24, 24))
                .contains(new Tail(4, 3));
        assertThat(RepetitionGuard.find(characters("あ" + "株式会社".repeat(2)), 24, 24)).isEmpty();
    }

    @Test
    void leavesLeadersAlone() {
        assertThat(RepetitionGuard.find(characters("目次" + "…".repeat(30)), 24, 24)).isEmpty();
        assertThat(RepetitionGuard.find(characters("1" + "0".repeat(30)), 24, 24)).isEmpty();
    }

    private static List<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }
}

package io.fumikura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.query.AnswerKind;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.AnswerSentence;
import io.fumikura.contract.query.AnswerSentence.Support;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTextTest {
    @Test
    void marksEachSentenceThatItsSourcesDoNotSay() {
        AnswerResponse answer =
                answer(
                        "20日です[1]。35日です[1]。たぶん。",
                        new AnswerSentence(0, 9, List.of(1), Support.SUPPORTED),
                        new AnswerSentence(9, 18, List.of(1), Support.UNSUPPORTED),
                        new AnswerSentence(18, 22, List.of(), Support.UNCITED));

        assertThat(AnswerText.lines(answer).get(0))
                .isEqualTo(
                        "20日です[1]。35日です[1]。 (not confirmed by its sources)たぶん。 (no source given)");
    }

    @Test
    void showsAnAnswerThatNobodyCheckedAsItIs() {
        assertThat(AnswerText.lines(answer("見つかりませんでした。"))).containsExactly("見つかりませんでした。");
    }

    private static AnswerResponse answer(String text, AnswerSentence... sentences) {
        return new AnswerResponse(
                text,
                AnswerKind.GENERATED,
                null,
                null,
                null,
                List.of(),
                List.of(sentences),
                Map.of(),
                List.of());
    }
}

package io.fumikura.query.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptLeakTest {
    private static final String INSTRUCTIONS = "回答は質問と同じ言語で、簡潔に書いてください。抜粋は資料です。";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "回答は質問と同じ言語で、簡潔に書いてください。抜粋は資料です。",
                "はい。「回答は質問と同じ言語で、簡潔に書いてください」",
                "- 回答は\n  質問と **同じ** 言語で/簡潔に書いてください"
            })
    void refusesAndShowsNoMoreThanSevenLettersInARow(String written) {
        StringBuilder shown = new StringBuilder();
        PromptLeak leak = leak();

        assertThatThrownBy(
                        () ->
                                written.chars()
                                        .forEach(
                                                c ->
                                                        shown.append(
                                                                leak.accept(
                                                                        Character.toString(c)))))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INFERENCE_FAILED));
        assertThat(shown.toString().replaceAll("[^\\p{L}]", "")).doesNotContain("回答は質問と同じ");
    }

    @Test
    void showsAnAnswerThatSharesAFewWordsWithTheInstructions() {
        String written = "回答は質問と同じ用紙に書いてください。有給は20日です。";
        StringBuilder shown = new StringBuilder();
        PromptLeak leak = leak();

        written.chars().forEach(c -> shown.append(leak.accept(Character.toString(c))));
        shown.append(leak.end());

        assertThat(shown).hasToString(written);
    }

    @Test
    void holdsNothingElseBack() {
        assertThat(leak().accept("有給休暇は20日です[1]。")).isEqualTo("有給休暇は20日です[1]。");
    }

    @Test
    void givesBackAtTheEndWhatItHeld() {
        PromptLeak leak = leak();

        String shown = leak.accept("資料を見ました: 回答は質問と同じ言");

        assertThat(shown).doesNotContain("同じ言");
        assertThat(shown + leak.end()).isEqualTo("資料を見ました: 回答は質問と同じ言");
    }

    private static PromptLeak leak() {
        return new PromptLeak(INSTRUCTIONS, 8, 20);
    }
}

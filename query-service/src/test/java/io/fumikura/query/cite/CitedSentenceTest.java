package io.fumikura.query.cite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CitedSentenceTest {
    @Test
    void takesCitationsBeforeAndBehindTheFullStop() {
        List<CitedSentence> sentences =
                CitedSentence.of("20日です[1]。繰り越せます。[2][1] 以上です。\n1. 時効は2年です[2]。\n", 2);

        assertThat(sentences)
                .extracting(CitedSentence::claim)
                .containsExactly("20日です。", "繰り越せます。", "以上です。", "時効は2年です。");
        assertThat(sentences)
                .extracting(CitedSentence::numbers)
                .containsExactly(List.of(1), List.of(1, 2), List.of(), List.of(2));
    }

    @Test
    void knowsWhereEachStands() {
        String answer = "はい。\n  20日です。[1]  次。";

        assertThat(CitedSentence.of(answer, 2))
                .extracting(s -> answer.substring(s.start(), s.end()))
                .containsExactly("はい。", "20日です。[1]", "次。");
    }

    @Test
    void doesNotEndAnEnglishSentenceAtAnAbbreviationOrADecimalPoint() {
        assertThat(
                        CitedSentence.of(
                                "See No. 5 of Mr. Sato: it is 3.5 days [1]. Carry over ends. [2]",
                                2))
                .extracting(CitedSentence::claim)
                .containsExactly("See No. 5 of Mr. Sato: it is 3.5 days .", "Carry over ends.");
    }

    @Test
    void keepsAQuotationWithinBracketsTogether() {
        assertThat(CitedSentence.of("規程は「休む。働く。」と述べる[1]。", 1)).hasSize(1);
    }

    @Test
    void takesNoNumberForACitationThatNoPassageHas() {
        assertThat(CitedSentence.of("管理番号[20240401]は[99999999999]の[7][0]です[2]。", 2))
                .extracting(CitedSentence::numbers)
                .containsExactly(List.of(2));
    }

    @Test
    void givesEachEnglishSentenceItsOwnCitation() {
        List<CitedSentence> sentences =
                CitedSentence.of(
                        "You get 20 days off. [1] The bonus is paid in cash. [2] It is 30. [1]", 2);

        assertThat(sentences)
                .extracting(CitedSentence::claim)
                .containsExactly("You get 20 days off.", "The bonus is paid in cash.", "It is 30.");
        assertThat(sentences)
                .extracting(CitedSentence::numbers)
                .containsExactly(List.of(1), List.of(2), List.of(1));
    }
}

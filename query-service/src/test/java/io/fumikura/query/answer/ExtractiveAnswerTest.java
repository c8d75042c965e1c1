package io.fumikura.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.index.LexicalEncoder;
import io.fumikura.query.search.Passages;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExtractiveAnswerTest {
    private static final LexicalEncoder WORDS = new LexicalEncoder();

    private final ExtractiveAnswer excerpts =
            new ExtractiveAnswer(text -> Set.copyOf(WORDS.query(text).indices()));

    @Test
    void doesNotTakeAFootnoteMarkForACitation() {
        String answer =
                excerpts.write(
                        "始業時刻",
                        List.of(
                                Passages.hit(1, "a", "始業時刻は9時である[2]。"),
                                Passages.hit(2, "b", "終業は18時である。")));

        assertThat(answer).isEqualTo("始業時刻は9時である(2)。 [1]");
    }

    @Test
    void quotesTheSentenceThatSharesMostWithTheQuestion() {
        String answer =
                excerpts.write(
                        "年次有給休暇は何日もらえますか",
                        List.of(
                                Passages.hit(
                                        1, "就業規則", "社員は毎朝体操をする。年次有給休暇は20日とする。残業は月45時間までとする。")));

        assertThat(answer).endsWith("年次有給休暇は20日とする。 [1]").doesNotContain("体操");
    }

    @Test
    void quotesOneEnglishSentenceAndNotItsWholeLine() {
        String answer =
                excerpts.write(
                        "When does the annex close?",
                        List.of(
                                Passages.hit(
                                        1,
                                        "Annex",
                                        "Shelf 26 holds paper. The annex does close at half past"
                                                + " seven. Shelf 27 holds envelopes.")));

        assertThat(answer)
                .endsWith("The annex does close at half past seven. [1]")
                .doesNotContain("Shelf");
    }

    @Test
    void citesThePassageTheSentenceStandsIn() {
        String answer =
                excerpts.write(
                        "出張の日当はいくらですか",
                        List.of(
                                Passages.hit(1, "就業規則", "始業は9時とする。"),
                                Passages.hit(2, "旅費規程", "出張の日当は3,000円とする。")));

        assertThat(answer).endsWith("出張の日当は3,000円とする。 [2]");
    }

    @Test
    void readsTheHeadingAboveASentence() {
        String answer =
                excerpts.write(
                        "慶弔休暇の日数",
                        List.of(Passages.hit(1, "就業規則", "# 夏季休暇\n3日とする。\n# 慶弔休暇\n5日とする。\n")));

        assertThat(answer).contains("5日とする。 [1]").doesNotContain("3日");
    }

    @Test
    void quotesTheBestPassagesFirstSentenceWhenNoWordIsShared() {
        String answer = excerpts.write("zebra", List.of(Passages.hit(1, "a", "一文目。二文目。")));

        assertThat(answer).endsWith("一文目。 [1]").doesNotContain("二文目");
    }

    @Test
    void keepsAQuotationTogether() {
        assertThat(Sentences.of("彼は「来た。見た。勝った」と書いた。次の文。", ""))
                .extracting(Sentences.Sentence::text)
                .containsExactly("彼は「来た。見た。勝った」と書いた。", "次の文。");
    }

    @Test
    void doesNotQuoteThePathOfHeadingsAboveAPassage() {
        assertThat(Sentences.of("就業規則 > 第3章 休暇 > 有給休暇\n10日を与える。", "就業規則"))
                .containsExactly(new Sentences.Sentence("10日を与える。", "就業規則 > 第3章 休暇 > 有給休暇"));
    }

    @Test
    void saysTheSameSentenceOnce() {
        String answer =
                excerpts.write(
                        "始業時刻",
                        List.of(
                                Passages.hit(1, "a", "始業時刻は9時である。前書き。"),
                                Passages.hit(2, "b", "始業時刻は9時である。後書き。")));

        assertThat(answer.split("始業時刻は9時である", -1)).hasSize(2);
    }
}

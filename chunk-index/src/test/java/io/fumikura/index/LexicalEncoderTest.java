package io.fumikura.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexicalEncoderTest {

    private final JapaneseTerms terms = new JapaneseTerms();
    private final LexicalEncoder encoder = new LexicalEncoder();

    @ParameterizedTest
    @CsvSource({
        "第十二条, 12",
        "第12条, 12",
        "第１２条, 12",
        "第十二条, 条",
        "百二十三ページと二〇二四年, 2024",
        "型番はXK-200/bです, xk-200/b",
        "型番はXK-200/bです, 200",
        "v1.2.3をリリース, v1.2.3",
        "2024, 2024",
        "平成31年4月1日, 31",
        "コンピューター, コンピュータ",
        "ｺﾝﾋﾟｭｰﾀｰ, コンピュータ",
        "関西国際空港, 関西国際空港",
        "関西国際空港, 空港",
        "Ｑｕａｒｋｕｓ, quarkus",
        "支払わなければならない, 支払う",
        "①の場合, 1"
    })
    void keepsWhatIsLookedFor(String text, String term) {
        assertThat(terms.of(text)).contains(term);
    }

    @Test
    void dropsParticlesAndPunctuation() {
        assertThat(terms.of("これは、契約の、解除である。")).containsExactly("契約", "解除");
    }

    @ParameterizedTest
    @CsvSource({"十, 10", "十二, 12", "二十, 20", "百二十三, 123", "千五百, 1500", "二〇二四, 2024", "一, 1"})
    void readsKanjiNumbers(String kanji, String value) {
        assertThat(KanjiNumbers.value(kanji)).isEqualTo(value);
    }

    @Test
    void doesNotTakeWordsForNumbers() {
        assertThat(KanjiNumbers.valuesIn("一般的な十分条件")).isEmpty();
    }

    @Test
    void weighsATermOfTheMeanLengthPassageAsBm25Does() {
        // 100 terms, one of them twice: 2 * 2.2 / (2 + 1.2).
        StringBuilder text = new StringBuilder("契約 契約");
        for (int i = 1000; i < 1098; i++) {
            text.append(' ').append(i);
        }

        LexicalVector document = encoder.document("", text.toString());
        int index = encoder.query("契約").indices().get(0);

        assertThat(document.values().get(document.indices().indexOf(index))).isEqualTo(1.375f);
    }

    @Test
    void weighsEachTermOfAQuestionOnce() {
        assertThat(encoder.query("契約 契約 解除").values()).isEqualTo(List.of(1f, 1f));
    }

    @Test
    void givesIndicesOnceAndInUnsignedOrder() {
        List<Integer> indices = encoder.document("民法", "賃貸借契約が終了したときは、賃借人は原状に復する義務を負う。").indices();

        assertThat(indices).isSortedAccordingTo(Integer::compareUnsigned);
        assertThat(new HashSet<>(indices)).hasSameSizeAs(indices);
    }

    @Test
    void theTitleIsPartOfThePassage() {
        int index = encoder.query("民法").indices().get(0);

        assertThat(encoder.document("民法", "原状回復").indices()).contains(index);
    }

    /** Changing an index means re-indexing every collection: raise ENCODER_VERSION with it. */
    @Test
    void staysAsItWasInVersionOne() {
        assertThat(LexicalEncoder.ENCODER_VERSION).isEqualTo(1);
        assertThat(encoder.query("契約").indices()).containsExactly(1045534640);
    }
}

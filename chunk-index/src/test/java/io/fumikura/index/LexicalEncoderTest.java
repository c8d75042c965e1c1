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
        "第十二条, 12条",
        "第12条の2, 12条の2",
        "第十二条ノ二, 12条の2",
        "百二十三ページと二〇二四年, 2024",
        "型番はXK-200/bです, xk200b",
        "型番はXK-200/bです, xk200",
        "型番はXK-200/bです, 200",
        "v1.2.3をリリース, v1.2.3",
        "2024, 2024",
        "平成31年4月1日, 31",
        "コンピューター, コンピユタ",
        "ｺﾝﾋﾟｭｰﾀ, コンピユタ",
        "令和5年4月1日, 2023-04-01",
        "R5.4.1, 2023-04-01",
        "2023/4/1, 2023-04-01",
        "二〇二三年四月一日, 2023-04-01",
        "令和元年度, 2019",
        "2023年4月, 2023-04",
        "四月一日, 4月1日",
        "1億2000万円, 120000000円",
        "'1,234,567円', 1234567",
        "三か月間, 3か月",
        "申込み, 申込",
        "打ち合わせる, 打合",
        "組合せ, 組合/クミアワ",
        "組合, 組合",
        "國會, 国会",
        "髙﨑, 高崎",
        "services, servic",
        "IT, it",
        "Café, cafe",
        "C++, c++",
        "関西国際空港, 関西国際空港",
        "関西国際空港, 空港",
        "Ｑｕａｒｋｕｓ, quarkus",
        "支払わなければならない, 支払",
        "①の場合, 1"
    })
    void keepsWhatIsLookedFor(String text, String term) {
        assertThat(terms.of(text)).extracting(Term::text).contains(term);
    }

    @Test
    void dropsParticlesAndPunctuation() {
        assertThat(terms.words("これは、契約の、解除である。")).containsExactly(Term.word("契約"), Term.word("解除"));
    }

    @ParameterizedTest
    @CsvSource({
        "十, 10",
        "十二, 12",
        "二十, 20",
        "百二十三, 123",
        "千五百, 1500",
        "二〇二四, 2024",
        "一, 1",
        "一億二千万, 120000000",
        "1億2000万, 120000000",
        "1.5億, 150000000",
        "万, 10000",
        "007, 7"
    })
    void readsKanjiNumbers(String kanji, String value) {
        assertThat(KanjiNumbers.value(kanji)).isEqualTo(value);
    }

    @Test
    void doesNotTakeWordsForNumbers() {
        assertThat(Quantities.in("一般的な十分条件と千葉")).isEmpty();
    }

    @Test
    void weighsATermOfTheMeanLengthPassageAsBm25Does() {
        // 100 terms, one of them twice: 2 * 1.9 / (2 + 0.9).
        StringBuilder text = new StringBuilder("契約 契約");
        for (int i = 1000; i < 1098; i++) {
            text.append(' ').append(i);
        }

        LexicalVector document = encoder.document("", text.toString());
        int index = encoder.query("契約").indices().get(0);

        assertThat(document.values().get(document.indices().indexOf(index)))
                .isEqualTo((float) (3.8 / 2.9));
    }

    @Test
    void weighsEachTermOfAQuestionOnceAndAPairLessThanAWord() {
        assertThat(encoder.query("契約 契約").values()).containsExactlyInAnyOrder(1f, 0.2f);
    }

    @Test
    void givesAPairAnotherIndexThanAWordOfTheSameCharacters() {
        assertThat(Term.pair("契約").key()).isNotEqualTo(Term.word("契約").key());
        assertThat(Term.quantity("契約").key()).isNotEqualTo(Term.word("契約").key());
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

    /** Changing an index means writing every collection anew: raise ENCODER_VERSION with it. */
    @Test
    void staysAsItWasInVersionTwo() {
        assertThat(LexicalEncoder.ENCODER_VERSION).isEqualTo(2);
        assertThat(encoder.query("契約").indices()).contains(1045534640);
    }
}

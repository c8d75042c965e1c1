package io.fumikura.query.search;

import static io.fumikura.query.search.Passages.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.index.FoundChunk;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    private static final String ARTICLE =
            "従業員が副業を行うときは、事前に会社へ届け出て、その許可を得なければならない。会社は、副業が本来の業務に支障を来すおそれがあると認めるときは、"
                    + "これを許可しないことができる。副業の時間は1か月30時間を上限とする。";

    @Test
    void putsTogetherWhatDiffersInWidthCaseAndWhiteSpaceOnly() {
        assertThat(groups("型番 ＡＢ-１２００ の\n価格", "型番ab-1200の価格", "別の文"))
                .containsExactly(List.of("1", "2"), List.of("3"));
    }

    @Test
    void putsTogetherWhatDiffersInAWord() {
        String edited = ARTICLE.replace("届け出て", "申し出て");

        assertThat(groups(ARTICLE, edited)).containsExactly(List.of("1", "2"));
    }

    @Test
    void keepsApartWhatDiffersInANumberALatinWordOrAKanjiNumber() {
        assertThat(groups(ARTICLE, ARTICLE.replace("30時間", "45時間"))).hasSize(2);
        assertThat(groups(ARTICLE + "plan A", ARTICLE + "plan B")).hasSize(2);
        assertThat(groups(ARTICLE + "第十二条", ARTICLE + "第十三条")).hasSize(2);
    }

    @Test
    void keepsApartAPassageAndALongerOneThatHoldsIt() {
        assertThat(groups(ARTICLE, ARTICLE + "許可の有効期間は別に定める規程による。更新を妨げない。")).hasSize(2);
    }

    @Test
    void leadsEachGroupByItsBestPassageAndKeepsTheOrder() {
        assertThat(groups("b", "a", "B", "a "))
                .containsExactly(List.of("1", "3"), List.of("2", "4"));
    }

    @Test
    void keepsShortPassagesApartUnlessTheirWordsAreTheSame() {
        assertThat(groups("はい", "いえ", "", "はい")).hasSize(3);
    }

    /** The groups as the positions of their texts, from 1. */
    private static List<List<String>> groups(String... texts) {
        List<FoundChunk> chunks =
                IntStream.range(0, texts.length)
                        .mapToObj(i -> found(String.valueOf(i + 1), texts[i], 1.0 / (i + 1)))
                        .toList();
        return NearDuplicates.groups(chunks).stream()
                .map(group -> group.stream().map(FoundChunk::title).toList())
                .toList();
    }
}

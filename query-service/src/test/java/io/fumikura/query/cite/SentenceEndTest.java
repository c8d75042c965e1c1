package io.fumikura.query.cite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceEndTest {
    /** ¶ stands where a sentence ends. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "You get 20 days off.¶ [1] The bonus is paid in cash.¶",
                "You get 20 days off.¶[1] The bonus is paid in cash.¶",
                "The limit is 30.¶ The rest is yours.¶",
                "The rate is 3.5.¶ It was 2.75 before.¶",
                "It is on.¶ Go in.¶ 5 people wait.¶",
                "The office opens at 9 a.m.¶ The annex opens later.¶",
                "Breakfast is served (see above).¶ Lunch is not.¶",
                "The answer is no.¶ Ask again.¶",
                "Pens, paper, etc. are free.¶ The rest is not.¶",
                "See No. 5 of Mr. Sato and fig. 3 by J. Sato, e.g. the U.S. form.¶",
                "Fumikura Inc. The Japanese Co. Ltd. and others, i.e. we.¶",
                "The rule of Inc.¶ [1] Next.¶",
                "Take approx. 5 g.¶ Stir.¶",
                "1. Apply in time.¶ 2. Wait for an answer.¶",
                "2.3. Leave of absence",
                "Version 2.0 of www.example.jp/a.b is out.¶",
                "有給は20日とする。¶繰り越せる.¶ 以上。¶",
                "図1. 構成"
            })
    void isFoundInEnglishAndJapanese(String marked) {
        String text = marked.replace("¶", "");

        assertThat(ends(text)).isEqualTo(expected(marked));
    }

    private static List<Integer> ends(String text) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            if (SentenceEnd.isAt(text, i)) {
                ends.add(i);
            }
        }
        return ends;
    }

    private static List<Integer> expected(String marked) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < marked.length(); i++) {
            if (marked.charAt(i) == '¶') {
                ends.add(i - ends.size() - 1);
            }
        }
        return ends;
    }
}

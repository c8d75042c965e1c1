package io.fumikura.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.query.Citation;
import io.fumikura.query.search.Passages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitationCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    20日です[1]。          | 20日です[1]。
                    20日です[1][2]。       | 20日です[1][2]。
                    20日です[1, 2]。       | 20日です[1][2]。
                    20日です［１］。       | 20日です[1]。
                    20日です［１，２］。   | 20日です[1][2]。
                    20日です[1、２]。      | 20日です[1][2]。
                    20日です[ 2 ]。        | 20日です[2]。
                    [注1]は注です          | [注1]は注です
                    配列 a[i] のまま       | 配列 a[i] のまま
                    """)
    void readsEveryFormAndWritesOne(String answer, String checked) {
        CitationCheck check = CitationCheck.of(answer, 2);

        assertThat(check.text()).isEqualTo(checked);
        assertThat(check.invalid()).isZero();
    }

    @Test
    void dropsAndCountsNumbersNoPassageHas() {
        CitationCheck check = CitationCheck.of("はい[0][2, 3]。いいえ[9999]。", 2);

        assertThat(check.text()).isEqualTo("はい[2]。いいえ。");
        assertThat(check.numbers()).containsExactly(2);
        assertThat(check.invalid()).isEqualTo(3);
    }

    @Test
    void pointsEachNumberAtItsPassage() {
        CitationCheck check = CitationCheck.of("b[2]a[1]b[2]", 2);

        List<Citation> citations =
                CitationCheck.citations(
                        check.numbers(),
                        List.of(Passages.hit(1, "a", "text a"), Passages.hit(2, "b", "text b")));

        assertThat(citations).extracting(Citation::number).containsExactly(1, 2);
        assertThat(citations).extracting(Citation::text).containsExactly("text a", "text b");
        assertThat(citations.get(1).documentId()).isEqualTo(Passages.id("b"));
        assertThat(citations.get(1).firstLine()).isEqualTo(10);
    }
}

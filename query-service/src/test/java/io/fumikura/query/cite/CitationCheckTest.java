package io.fumikura.query.cite;

import static org.assertj.core.api.Assertions.assertThat;

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
}

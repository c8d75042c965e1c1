package io.fumikura.ingest.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineNumbersTest {

    @Test
    void namesLinesAndRanges() {
        LineNumbers lines = LineNumbers.parse("3-5, 8");

        assertThat(IntStream.rangeClosed(1, 10).filter(lines::contains))
                .containsExactly(3, 4, 5, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "3-", "-3", "5-3", "0", "1,,2", "1;2", "9999999", "1-2-3"})
    void refusesWhatNamesNoLines(String text) {
        assertThatThrownBy(() -> LineNumbers.parse(text))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void refusesALineThatThePageDoesNotHave() {
        LineNumbers lines = LineNumbers.parse("1-4");

        lines.checkWithin(4);

        assertThatThrownBy(() -> lines.checkWithin(3))
                .hasMessage("The page has 3 lines, and no line 4");
    }
}

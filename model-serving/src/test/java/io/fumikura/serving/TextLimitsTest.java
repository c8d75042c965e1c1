package io.fumikura.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextLimitsTest {
    private final TextLimits limits = new TextLimits(2, 5);

    @Test
    void takesWhatReachesBothLimits() {
        List<String> texts = List.of("12345", "a");

        limits.checkCount(texts.size());
        limits.checkEach(texts);

        assertThat(texts).hasSize(2);
    }

    @Test
    void namesTheTextThatIsTooLong() {
        assertThatThrownBy(() -> limits.checkEach(List.of("a", "123456")))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE))
                .hasMessageContaining("Text 1 (counted from 0) has 6 characters, the limit is 5");
    }

    @Test
    void namesTheTextThatIsEmpty() {
        assertThatThrownBy(() -> limits.checkEach(List.of(" ")))
                .hasMessageContaining("Text 0 (counted from 0) is empty");
    }

    @Test
    void countsTheTexts() {
        assertThatThrownBy(() -> limits.checkCount(3))
                .hasMessageContaining("There are 3 texts, the limit is 2");
    }

    @Test
    void wantsAtLeastOneText() {
        assertThatThrownBy(() -> limits.checkCount(0))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EMPTY_INPUT));
    }

    @Test
    void countsTheCharactersOfAllTextsWhereTheAnswerIsLarge() {
        assertThatThrownBy(() -> limits.checkTogether(List.of("123", "456")))
                .hasMessageContaining("The texts have 6 characters together, the limit is 5");
    }
}

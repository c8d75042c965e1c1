package io.fumikura.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextParserTest {

    @Test
    void cutsParagraphsAtBlankLinesAndKeepsLineNumbers() {
        ParsedDocument document = TextParser.parse("一行目\n二行目\r\n\n\n五行目\n", Limits.plenty());

        assertThat(Limits.blocks(document)).hasSize(2);
        assertThat(Limits.blocks(document).get(0).lines())
                .containsExactly(new Line(1, "一行目"), new Line(2, "二行目"));
        assertThat(Limits.blocks(document).get(1).lines()).containsExactly(new Line(5, "五行目"));
    }

    @Test
    void turnsThePageAtAFormFeed() {
        ParsedDocument document = TextParser.parse("表\f裏\n", Limits.plenty());

        assertThat(document.pages()).hasSize(2);
        assertThat(document.pages().get(1).blocks().get(0).lines())
                .containsExactly(new Line(1, "裏"));
    }

    @Test
    void refusesMorePagesThanAllowed() {
        ParseBudget budget = new ParseBudget(new ParseLimits(2, 1000, Duration.ofSeconds(5)));

        assertThatThrownBy(() -> TextParser.parse("a\fb\fc", budget))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DOCUMENT_TOO_LARGE));
    }

    @Test
    void isEmptyWhenThereIsOnlyWhiteSpace() {
        assertThat(TextParser.parse(" \n\t\n\u3000\n", Limits.plenty()).isEmpty()).isTrue();
    }
}

package io.fumikura.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.ParsedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextParserTest {
    @TempDir Path folder;

    @Test
    void cutsParagraphsAtBlankLinesAndKeepsLineNumbers() throws IOException {
        ParsedDocument document = parse("一行目\n二行目\r\n\n\n五行目\n");

        assertThat(Limits.blocks(document)).hasSize(2);
        assertThat(Limits.blocks(document).get(0).lines())
                .containsExactly(new Line(1, "一行目"), new Line(2, "二行目"));
        assertThat(Limits.blocks(document).get(1).lines()).containsExactly(new Line(5, "五行目"));
    }

    @Test
    void turnsThePageAtAFormFeed() throws IOException {
        ParsedDocument document = parse("表\f裏\n");

        assertThat(document.pages()).hasSize(2);
        assertThat(document.pages().get(1).blocks().get(0).lines())
                .containsExactly(new Line(1, "裏"));
    }

    @Test
    void refusesMorePagesThanAllowed() {
        ParseBudget budget = new ParseBudget(Limits.pages(2));

        assertThatThrownBy(() -> parse("a\fb\fc", budget))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DOCUMENT_TOO_LARGE));
    }

    @Test
    void isEmptyWhenThereIsOnlyWhiteSpace() throws IOException {
        assertThat(parse(" \n\t\n\u3000\n").pages()).isEmpty();
    }

    @Test
    void readsBulletsAsAListAndCaptionsAsSuch() throws IOException {
        ParsedDocument document =
                parse("次のものをいう。\n(1) 申請書\n(2) 添付書類\n続き\n\n表1 手数料の額\n\n図2に示すとおりとする\n\n前書き");

        assertThat(Limits.blocks(document))
                .extracting(block -> block.getClass().getSimpleName())
                .containsExactly(
                        "Paragraph", "ListItem", "ListItem", "Caption", "Paragraph", "Paragraph");
        assertThat(Limits.texts(Limits.blocks(document).get(2))).containsExactly("(2) 添付書類", "続き");
    }

    @Test
    void takesALineWithoutEndForSeveral() throws IOException {
        ParsedDocument document = parse("あ".repeat(50_000));

        assertThat(Limits.blocks(document))
                .flatExtracting(Limits::texts)
                .extracting(String::length)
                .containsExactly(20_000, 20_000, 10_000);
    }

    private ParsedDocument parse(String text) throws IOException {
        return parse(text, Limits.plenty());
    }

    private ParsedDocument parse(String text, ParseBudget budget) throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, text);
        return Limits.read(new TextParser(), file, budget);
    }
}

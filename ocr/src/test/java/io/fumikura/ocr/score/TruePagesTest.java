package io.fumikura.ocr.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.score.TruePage.TrueCell;
import io.fumikura.ocr.score.TruePage.TrueLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruePagesTest {
    private static final String PAGE =
            """
            {"id": "one", "image": "pages/one.png", "width": 200, "height": 100, "dpi": 150, "vertical": false,
             "degrade": null, "text": "題\\nあ\\tい", "blocks": [
               {"type": "title", "text": "題", "box": [0, 0, 50, 10],
                "lines": [{"text": "題", "box": [0, 0, 50, 10], "vertical": true}]},
               {"type": "table", "text": "あ\\tい", "polygon": [[0, 20], [50, 21], [50, 41], [0, 40]], "cells": [
                 {"row": 0, "col": 0, "rowspan": 1, "colspan": 2, "lines": [{"text": "あ", "box": [1, 21, 9, 29]}]}]}]}
            """;

    @TempDir private Path folder;

    @BeforeEach
    void writeAPage() throws IOException {
        Files.createDirectories(folder.resolve("gt"));
        Files.createDirectories(folder.resolve("pages"));
        Files.writeString(folder.resolve("gt/one.json"), PAGE);
        Files.write(folder.resolve("pages/one.png"), new byte[1]);
    }

    @Test
    void readsLinesOfBlocksAndOfCells() throws IOException {
        TruePage page = TruePages.read(folder).get(0);

        assertThat(page.id()).isEqualTo("one");
        assertThat(page.dpi()).isEqualTo(150);
        assertThat(page.scanned()).isFalse();
        assertThat(page.lines())
                .containsExactly(
                        new TrueLine("題", new Box(0, 0, 50, 10).quad(), true),
                        new TrueLine("あ", new Box(1, 21, 9, 29).quad(), false));
        assertThat(page.tables()).hasSize(1);
        assertThat(page.tables().get(0).cells()).containsExactly(new TrueCell(0, 0, 1, 2));
        assertThat(page.tables().get(0).quad().topRight().y()).isEqualTo(21);
    }

    @Test
    void saysWhichFileLacksWhat() throws IOException {
        refuses(PAGE.replace("\"width\": 200, ", ""), "one.json: width is not a whole number");
        refuses(PAGE.replace("\"text\": \"題\\nあ\\tい\", ", ""), "one.json: text is not a text");
        refuses(
                PAGE.replace(", \"box\": [1, 21, 9, 29]", ""),
                "one.json: blocks[1].cells[0].lines[0].polygon is not four corners");
        refuses(PAGE.replace("\"colspan\": 2", "\"colspan\": \"2\""), "blocks[1].cells[0].colspan");
        refuses(PAGE.replace("pages/one", "pages/two"), "pages/two.png, which is not there");
        refuses("{", "one.json is not JSON");
    }

    @Test
    void refusesAPictureWithoutGroundTruth() throws IOException {
        Files.write(folder.resolve("pages/two.png"), new byte[1]);

        assertThatThrownBy(() -> TruePages.read(folder))
                .isInstanceOf(BadTruth.class)
                .hasMessageContaining("two.png has no ground truth");
    }

    @Test
    void saysWhatAFolderHolds() {
        assertThatThrownBy(() -> TruePages.read(folder.resolve("nowhere")))
                .isInstanceOf(BadTruth.class)
                .hasMessageContaining("gt/ID.json for each page");
    }

    private void refuses(String page, String why) throws IOException {
        Files.writeString(folder.resolve("gt/one.json"), page);

        assertThatThrownBy(() -> TruePages.read(folder))
                .isInstanceOf(BadTruth.class)
                .hasMessageContaining(why);
    }
}

package io.fumikura.ingest.ocr.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.OcrTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFileTest {
    /** An engine of our invention: pages in a list, everything nested, rows from 0. */
    private static final String OTHER =
            """
            {
              "schema": 1,
              "engine": "other",
              "page": {"at": "/pages/0"},
              "blocks": [
                {"at": "/regions", "type": "paragraph", "box": "/where/outline", "form": "points",
                 "text": "/says/text", "role": "/kind"},
                {"at": "/grids", "type": "table", "box": "/at", "form": "xyxy",
                 "table": {"cells": "/parts", "row": "/r", "column": "/c", "header": "/head",
                           "box": "/at", "form": "xyxy", "text": "/t", "first": 0}}
              ],
              "lines": {"at": "/rows", "box": "/at", "form": "xyxy", "text": "/t"},
              "roles": {"H": "title"}
            }
            """;

    @TempDir private Path folder;

    @Test
    void readsAnEngineOfAnotherForm() {
        String answer =
                """
                {"pages": [{
                  "regions": [{"where": {"outline": [[0,0],[90,0],[90,20],[0,20]]},
                               "says": {"text": "題"}, "kind": "H"}],
                  "grids": [{"at": [0, 50, 90, 90], "parts": [
                     {"at": [0, 50, 90, 90], "r": 0, "c": 0, "t": "1", "head": true}]}],
                  "rows": []
                }]}
                """;

        OcrPage page =
                new OcrDocumentMapper(parse(OTHER)).page(Answers.json(answer), 100, 100, null);

        assertThat(page.blocks())
                .extracting(OcrBlock::type, OcrBlock::text)
                .containsExactly(tuple(OcrBlockType.TITLE, "題"), tuple(OcrBlockType.TABLE, "1"));
        OcrTable table = page.blocks().get(1).grid().orElseThrow();
        assertThat(table.cells().get(0).header()).isTrue();
        assertThat(page.profile()).isEqualTo("other");
    }

    @Test
    void namesTheLicenceOfTheShippedEngine() {
        assertThat(MappingFile.shipped().licenceToAccept()).contains("CC-BY-NC-SA-4.0");
        assertThat(parse(OTHER).licenceToAccept()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema\": 1 | \"schema\": 2 | /schema is not 1",
                "\"engine\": \"other\", | '' | /engine is missing",
                "\"box\": \"/at\", \"form\": \"xyxy\", \"text\": \"/t\"} | \"text\": \"/t\"} |"
                        + " /lines/box is missing",
                "\"form\": \"points\" | \"form\": \"corners\" | /blocks/0/form is \"corners\"",
                "\"type\": \"table\" | \"type\": \"grid\" | /blocks/1/type is \"grid\"",
                "\"/pages/0\" | \"pages/0\" | /page/at is no JSON pointer",
                "\"first\": 0 | \"first\": \"0\" | /blocks/1/table/first is no whole number",
                "\"row\": | \"rwo\": | /blocks/1/table/row is missing",
                "\"role\": \"/kind\" | \"rolle\": \"/kind\" | /blocks/0/rolle is not known",
                "\"H\": \"title\" | \"H\": 3 | /roles/H is no text",
                "\"blocks\": [ | \"blocks\": {\"a\": [ | is no JSON",
                "\"lines\": { | \"lines\": [], \"x\": { | /lines is no JSON object"
            })
    void saysWhereAMappingIsWrong(String right, String wrong, String words) {
        String broken = OTHER.replace(right.strip(), wrong.strip());

        assertThat(broken).isNotEqualTo(OTHER);
        assertThatThrownBy(() -> parse(broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The OCR mapping a.json")
                .hasMessageContaining(words);
    }

    @Test
    void saysWhichFileCannotBeRead() throws IOException {
        Path missing = folder.resolve("missing.json");
        Path empty = Files.createFile(folder.resolve("empty.json"));

        assertThatThrownBy(() -> MappingFile.read(missing)).hasMessageContaining("missing.json");
        assertThatThrownBy(() -> MappingFile.read(empty)).hasMessageContaining("empty.json");
    }

    private static Mapping parse(String json) {
        return MappingFile.parse("a.json", json.getBytes(StandardCharsets.UTF_8));
    }
}

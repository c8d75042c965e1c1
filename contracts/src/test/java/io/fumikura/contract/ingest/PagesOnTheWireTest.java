package io.fumikura.contract.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.event.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pins what callers see of pages: each message is written as its file, and read from it. */
class PagesOnTheWireTest {
    private static final ObjectMapper JSON = EventJson.mapper();

    @Test
    void aPageWithItsLines() throws IOException {
        DocumentPage page =
                new DocumentPage(
                        3,
                        595f,
                        842f,
                        true,
                        true,
                        "page 3 has a JPEG 2000 picture, which is not read",
                        List.of(
                                new DocumentPage.Line(
                                        1, "第3条（休暇）", List.of(72f, 100.5f, 200f, 114f)),
                                new DocumentPage.Line(2, "本文", null)));

        assertPinned("document-page", page, DocumentPage.class);
    }

    @Test
    void aPageThatIsExported() throws IOException {
        ExportedPage page =
                new ExportedPage(
                        1,
                        595f,
                        842f,
                        0.75f,
                        false,
                        List.of(
                                new ExportedPage.Block(
                                        BlockKind.HEADING,
                                        1,
                                        null,
                                        List.of(
                                                new ExportedPage.Line(
                                                        1,
                                                        "就業規則",
                                                        List.of(72f, 60f, 200f, 84f),
                                                        0.5f))),
                                new ExportedPage.Block(
                                        BlockKind.TABLE,
                                        null,
                                        1,
                                        List.of(
                                                new ExportedPage.Line(2, "区分 | 日数", null, null),
                                                new ExportedPage.Line(3, "年次 | 10", null, null)))));

        assertPinned("exported-page", page, ExportedPage.class);
    }

    @Test
    void aPageThatOcrWasNotSureOf() throws IOException {
        DoubtfulPage page =
                new DoubtfulPage(
                        new UUID(0, 7),
                        "古い台帳",
                        12,
                        0.5f,
                        List.of(new DoubtfulPage.Line(4, "埠頭の倉庳", 0.25f)));

        assertPinned("doubtful-page", page, DoubtfulPage.class);
    }

    private static <T> void assertPinned(String name, T message, Class<T> type) throws IOException {
        byte[] golden = golden(name);

        assertThat(JSON.readTree(JSON.writeValueAsBytes(message))).isEqualTo(JSON.readTree(golden));
        assertThat(JSON.readValue(golden, type)).isEqualTo(message);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream file =
                PagesOnTheWireTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }
}

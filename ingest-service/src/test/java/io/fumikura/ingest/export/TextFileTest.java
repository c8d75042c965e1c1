package io.fumikura.ingest.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.contract.event.EventJson;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    private static final Page PAGE =
            new Page(
                    3,
                    595f,
                    842f,
                    List.of(
                            new Block.Heading(2, List.of(new Line(1, "第１章 # 総則 <b>"))),
                            new Block.Paragraph(
                                    List.of(
                                            new Line(
                                                    2,
                                                    "* 料金は [別表](x) のとおり & <script>",
                                                    new Line.Box(1, 2, 3, 4),
                                                    0.5f))),
                            new Block.ListItem(List.of(new Line(3, "・りんご"))),
                            new Block.ListItem(List.of(new Line(4, "- みかん"))),
                            new Block.Table(
                                    1, List.of(new Line(5, "品名 | 価格"), new Line(6, "茶 | 100"))),
                            new Block.Preformatted(List.of(new Line(7, "if (a < b) {"))),
                            new Block.Caption(List.of(new Line(8, "表1 価格"))),
                            new Block.Running(List.of(new Line(9, "社外秘")))));

    @TempDir Path folder;

    @Test
    void writesMarkdown() throws IOException {
        Path file = folder.resolve("a.md");
        try (TextFile out = TextFile.markdown(file)) {
            out.add(PAGE);
            out.finish();
        }

        assertThat(Files.readString(file))
                .isEqualTo(
                        """
                        <!-- page 3 -->

                        ## 第１章 \\# 総則 \\<b\\>

                        \\* 料金は \\[別表\\](x) のとおり \\& \\<script\\>

                        - りんご
                        - みかん

                        |品名|価格|
                        |---|---|
                        |茶|100|

                        ```
                        if (a < b) {
                        ```

                        *表1 価格*

                        """);
    }

    @Test
    void writesHtmlThatRunsNothing() throws IOException {
        Path file = folder.resolve("a.html");
        try (TextFile out = TextFile.html(file, "規程 <x>")) {
            out.add(PAGE);
            out.finish();
        }

        assertThat(Files.readString(file))
                .contains("<title>規程 &lt;x&gt;</title>")
                .contains("<h2>第１章 # 総則 &lt;b&gt;</h2>")
                .contains("<p>* 料金は [別表](x) のとおり &amp; &lt;script&gt;</p>")
                .contains("<li>りんご</li>", "<th>品名</th>", "<td>100</td>")
                .contains("<section id=\"page-3\">")
                .endsWith("</body>\n</html>\n")
                .doesNotContain("<script", "社外秘");
    }

    @Test
    void writesJson() throws IOException {
        Path file = folder.resolve("a.json");
        UUID id = UUID.randomUUID();
        ExportOrder order =
                new ExportOrder(
                        "default",
                        new GenerationKey(id, 2),
                        new Source("ab", "application/pdf"),
                        Format.PDF,
                        "規程",
                        ExportFormat.JSON);
        try (JsonFile out = JsonFile.of(file, order)) {
            out.add(PAGE);
            out.finish();
        }

        JsonNode read = EventJson.mapper().readTree(file.toFile());
        assertThat(read.at("/id").asText()).isEqualTo(id.toString());
        assertThat(read.at("/generation").asInt()).isEqualTo(2);
        JsonNode page = read.at("/pages/0");
        assertThat(page.at("/number").asInt()).isEqualTo(3);
        assertThat(page.at("/confidence").asDouble()).isEqualTo(0.5);
        assertThat(page.at("/blocks/0").toString())
                .isEqualTo(
                        "{\"kind\":\"heading\",\"level\":2,\"lines\":[{\"number\":1,\"text\":"
                                + "\"第１章 # 総則 <b>\"}]}");
        assertThat(page.at("/blocks/1/lines/0/box").toString()).isEqualTo("[1.0,2.0,3.0,4.0]");
        assertThat(page.at("/blocks/4/header_rows").asInt()).isEqualTo(1);
        assertThat(page.at("/blocks/7/kind").asText()).isEqualTo("running");
    }

    @Test
    void namesFilesForEveryBrowser() {
        assertThat(AttachmentName.disposition("契約 a/b\r\nX: 1", "pdf"))
                .isEqualTo(
                        "attachment; filename=\"__ a_b__X_ 1.pdf\"; filename*=UTF-8''"
                                + "%E5%A5%91%E7%B4%84%20a_b__X_%201.pdf");
        assertThat(AttachmentName.disposition("..", "md"))
                .startsWith("attachment; filename=\"document");
    }
}

package io.fumikura.ingest.parse.markup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.ParsedDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlParserTest {

    @Test
    void readsTextAndLeavesTheRest() {
        ParsedDocument document =
                HtmlParser.parse(
                        """
                        <html><head><title>空港</title><style>p{}</style></head><body>
                        <script>var x = '悪';</script><nav>目次</nav>
                        <h1>空港</h1><p>飛行機が<b>発着</b>する<br>場所。</p>
                        <ul><li>国内<ul><li>地方</li></ul></li></ul>
                        <table><tr><th>名</th><th>数</th></tr><tr><td>羽田</td><td>4</td></tr></table>
                        </body></html>
                        """,
                        Limits.plenty());

        List<Block> blocks = Limits.blocks(document);
        assertThat(document.title()).hasValue("空港");
        assertThat(blocks).hasSize(5);
        assertThat(blocks.get(0)).isInstanceOf(Block.Heading.class);
        assertThat(Limits.texts(blocks.get(1))).containsExactly("飛行機が発着する", "場所。");
        assertThat(Limits.texts(blocks.get(2))).containsExactly("・国内");
        assertThat(Limits.texts(blocks.get(3))).containsExactly("・地方");
        assertThat(Limits.texts(blocks.get(4))).containsExactly("名 | 数", "羽田 | 4");
    }

    @Test
    void believesTheDeclaredEncodingWhereTheJapaneseOnesDoNotFit(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("a.html");
        Files.write(
                file,
                "<meta charset=\"iso-8859-1\"><p>caf\u00e9 \u00ff</p>"
                        .getBytes(StandardCharsets.ISO_8859_1));

        ParsedDocument document = Limits.read(new HtmlParser(), file);

        assertThat(Limits.texts(Limits.blocks(document).get(0))).containsExactly("café ÿ");
    }
}

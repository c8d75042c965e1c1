package io.fumikura.ingest.parse.markup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownParserTest {

    @Test
    void readsHeadingsParagraphsListsAndCode() {
        List<Block> blocks =
                blocks(
                        """
                        # 手順 {#anchor}

                        [リンク](https://example.org)と**強調**。

                        1. 一つ目
                        2. 二つ目
                           - 枝

                        ```java
                        int a = 1;
                        ```
                        """);

        assertThat(blocks).hasSize(6);
        assertThat(blocks.get(0))
                .isInstanceOfSatisfying(
                        Block.Heading.class,
                        heading -> {
                            assertThat(heading.level()).isEqualTo(1);
                            assertThat(heading.text()).isEqualTo("手順");
                        });
        assertThat(Limits.texts(blocks.get(1))).containsExactly("リンクと強調。");
        assertThat(Limits.texts(blocks.get(2))).containsExactly("1. 一つ目");
        assertThat(Limits.texts(blocks.get(4))).containsExactly("  ・枝");
        assertThat(blocks.get(5)).isInstanceOf(Block.Preformatted.class);
    }

    @Test
    void readsATableAsRowsUnderItsHeader() {
        List<Block> blocks = blocks("| 品目 | 価格 |\n|---|---|\n| 茶 | 300 |\n| 水 | 100 |\n");

        assertThat(blocks)
                .singleElement()
                .isInstanceOfSatisfying(
                        Block.Table.class,
                        table -> {
                            assertThat(table.headerRows()).isEqualTo(1);
                            assertThat(Limits.texts(table))
                                    .containsExactly("品目 | 価格", "茶 | 300", "水 | 100");
                        });
    }

    @Test
    void takesTheTitleFromFrontMatterOrTheFirstHeading() {
        assertThat(MarkdownParser.parse("# 見出し\n本文", Limits.plenty()).title()).hasValue("見出し");
        assertThat(
                        MarkdownParser.parse("---\ntitle: \"表題\"\n---\n# 見出し\n", Limits.plenty())
                                .title())
                .hasValue("表題");
    }

    private static List<Block> blocks(String markdown) {
        return Limits.blocks(MarkdownParser.parse(markdown, Limits.plenty()));
    }
}

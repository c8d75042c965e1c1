package io.fumikura.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockJsonTest {
    private static final Line ONE = new Line(1, "一", new Line.Box(1, 2, 3, 4), 0.5f);
    private static final Line TWO = new Line(2, "二");
    private static final Line THREE = new Line(3, "三");

    @Test
    void readsWhatItWrote() {
        List<Block> blocks =
                List.of(
                        new Block.Heading(2, List.of(ONE)),
                        new Block.Table(1, List.of(THREE)),
                        new Block.Running(List.of(TWO)));

        String json = BlockJson.write(blocks);

        assertThat(json)
                .isEqualTo(
                        "[{\"kind\":\"heading\",\"level\":2,\"lines\":[1]},{\"kind\":\"table\","
                                + "\"headerRows\":1,\"lines\":[3]},{\"kind\":\"running\",\"lines\":[2]}]");
        assertThat(BlockJson.read(json, List.of(ONE, TWO, THREE))).isEqualTo(blocks);
    }

    @Test
    void takesAPageFromBeforeForOneParagraph() {
        assertThat(BlockJson.read(null, List.of(ONE, TWO)))
                .containsExactly(new Block.Paragraph(List.of(ONE, TWO)));
        assertThat(BlockJson.read(null, List.of())).isEmpty();
    }
}

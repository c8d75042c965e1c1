package io.fumikura.ingest.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageJsonTest {

    @Test
    void aPageWithEveryKindOfBlockComesBackAsItWas() {
        List<Line> lines =
                List.of(new Line(1, "第一条", new Line.Box(1, 2.5f, 3, 4)), new Line(2, "以下同じ"));
        List<Page> pages =
                List.of(
                        new Page(
                                7,
                                595f,
                                842f,
                                List.of(
                                        new Block.Heading(2, lines),
                                        new Block.Paragraph(lines),
                                        new Block.ListItem(lines),
                                        new Block.Preformatted(lines),
                                        new Block.Table(1, lines),
                                        new Block.Caption(lines),
                                        new Block.Running(lines)),
                                true),
                        new Page(8, null, null, List.of()),
                        new Page(9, 595f, 842f, List.of(), true).with("page 9 is damaged"));

        assertThat(PageJson.read(PageJson.write(pages))).isEqualTo(pages);
        assertThat(pages.get(0).blocks().stream().map(Object::getClass).distinct())
                .hasSize(Block.class.getPermittedSubclasses().length);
    }

    @Test
    void aReplicaOfTheVersionBeforeReadsAPageThatHasNoProblem() {
        String written =
                new String(PageJson.write(List.of(new Page(8, null, null, List.of()))), UTF_8);

        assertThat(written)
                .isEqualTo(
                        """
                        [{"number":8,"width":null,"height":null,"blocks":[],"needsOcr":false}]""");
    }

    @Test
    void whatALaterVersionSaysOfAPageIsLeftOut() {
        String later =
                """
                [{"number":8,"width":null,"height":null,"blocks":[],"needsOcr":false,"new":1}]""";

        assertThat(PageJson.read(later.getBytes(UTF_8)))
                .containsExactly(new Page(8, null, null, List.of()));
    }
}

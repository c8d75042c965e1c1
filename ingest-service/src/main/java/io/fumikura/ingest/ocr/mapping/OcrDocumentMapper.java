package io.fumikura.ingest.ocr.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.layout.Directions;
import io.fumikura.ocr.layout.Skew;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another engine's document as a page of ours: values are found and checked, lines put into blocks,
 * blocks into order. Boxes are within the page, and every block and line has an order of its own,
 * whatever the document says.
 */
public final class OcrDocumentMapper {
    private final Mapping mapping;

    public OcrDocumentMapper(Mapping mapping) {
        this.mapping = mapping;
    }

    /**
     * @param width of the picture that was sent, in whose pixels the places will be
     * @param dpi of it, where it is known
     * @throws UnusableAnswer it is no page, or one no sheet of paper could be
     */
    public OcrPage page(JsonNode answer, int width, int height, @Nullable Double dpi) {
        ForeignPage page = ForeignPageReader.read(mapping, answer, width, height);
        List<Quad> quads = page.lines().stream().map(ForeignPage.Line::quad).toList();
        Directions directions = directions(page, quads);
        Skew skew = Skew.of(quads, directions, width, height);
        String engine = (mapping.engine() + " " + page.version()).strip();
        BlockWriter writer = new BlockWriter(engine);
        BlockOrder.of(new Blocks(page, height, directions, skew).drafts()).forEach(writer::write);
        List<OcrBlock> blocks = writer.blocks();
        return new OcrPage(
                width,
                height,
                dpi,
                Math.round(skew.degrees() * 100) / 100.0,
                0,
                writer.mainDirection(),
                blocks,
                figures(page),
                page.warnings(),
                engine);
    }

    /** Of a page without lines, as its blocks say it. */
    private static Directions directions(ForeignPage page, List<Quad> lines) {
        if (!lines.isEmpty()) {
            return Directions.of(lines);
        }
        boolean vertical =
                page.blocks().stream().anyMatch(b -> b.direction() == Direction.VERTICAL);
        return new Directions(0, vertical ? Direction.VERTICAL : Direction.HORIZONTAL);
    }

    private static List<Box> figures(ForeignPage page) {
        return page.blocks().stream()
                .filter(block -> block.type() == OcrBlockType.FIGURE)
                .map(ForeignPage.Block::box)
                .toList();
    }
}

package io.fumikura.ingest.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.ingest.ExportedPage;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document as JSON: what it is, and its pages as {@link ExportedPage}. */
final class JsonFile implements ExportFile {
    private final JsonGenerator out;

    private JsonFile(JsonGenerator out) {
        this.out = out;
    }

    static JsonFile of(Path file, ExportOrder order) throws IOException {
        JsonGenerator out = EventJson.mapper().createGenerator(file.toFile(), JsonEncoding.UTF8);
        out.writeStartObject();
        out.writeStringField("id", order.key().documentId().toString());
        out.writeNumberField("generation", order.key().generation());
        out.writeStringField("title", order.title());
        out.writeStringField("content_type", order.source().contentType());
        out.writeStringField("sha256", order.source().sha256());
        out.writeArrayFieldStart("pages");
        return new JsonFile(out);
    }

    @Override
    public void add(Page page) throws IOException {
        out.writePOJO(
                new ExportedPage(
                        page.number(),
                        page.width(),
                        page.height(),
                        page.confidence().orElse(null),
                        page.needsOcr(),
                        page.blocks().stream().map(JsonFile::block).toList()));
    }

    private static ExportedPage.Block block(Block block) {
        @Nullable Integer level = block instanceof Block.Heading heading ? heading.level() : null;
        @Nullable Integer header = block instanceof Block.Table table ? table.headerRows() : null;
        List<ExportedPage.Line> lines = block.lines().stream().map(JsonFile::line).toList();
        return new ExportedPage.Block(block.kind(), level, header, lines);
    }

    private static ExportedPage.Line line(Line line) {
        Line.@Nullable Box box = line.box();
        return new ExportedPage.Line(
                line.number(),
                line.text(),
                box == null ? null : List.of(box.left(), box.top(), box.right(), box.bottom()),
                line.confidence());
    }

    @Override
    public void finish() throws IOException {
        out.writeEndArray();
        out.writeEndObject();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

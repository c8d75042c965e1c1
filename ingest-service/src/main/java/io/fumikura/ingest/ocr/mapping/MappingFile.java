package io.fumikura.ingest.ocr.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.ingest.ocr.mapping.Mapping.BlockRule;
import io.fumikura.ingest.ocr.mapping.Mapping.LineRule;
import io.fumikura.ingest.ocr.mapping.Mapping.PageRule;
import io.fumikura.ingest.ocr.mapping.Mapping.PartsRule;
import io.fumikura.ingest.ocr.mapping.Mapping.PlaceRule;
import io.fumikura.ingest.ocr.mapping.Mapping.TableRule;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlockType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads mapping files; {@code ocr/yomitoku.json} among our resources is one, and the example for
 * others. What it does not know it refuses, so that a misspelt field stops the start and does not
 * lose text for years.
 */
public final class MappingFile {
    private static final int SCHEMA = 1;
    private static final String SHIPPED = "/ocr/yomitoku.json";
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private MappingFile() {}

    /** The one for YomiToku. */
    public static Mapping shipped() {
        try (InputStream stream = MappingFile.class.getResourceAsStream(SHIPPED)) {
            if (stream == null) {
                throw Section.refused("the resource " + SHIPPED + " is not in this build");
            }
            return parse(SHIPPED, stream.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + SHIPPED + " cannot be read", e);
        }
    }

    /**
     * @throws IllegalStateException saying what is wrong, and where
     */
    public static Mapping read(Path file) {
        byte[] json;
        try {
            json = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The OCR mapping %s cannot be read: %s".formatted(file, e), e);
        }
        return parse(file.toString(), json);
    }

    static Mapping parse(String name, byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            return mapping(Section.root(root));
        } catch (IOException e) {
            throw new IllegalStateException("The OCR mapping %s is no JSON".formatted(name), e);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "The OCR mapping %s cannot be used: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static Mapping mapping(Section file) {
        if (file.number("schema") != SCHEMA) {
            throw Section.refused("/schema is not " + SCHEMA);
        }
        List<BlockRule> blocks = new ArrayList<>();
        for (Section block : file.sections("blocks")) {
            blocks.add(block(block));
        }
        Mapping mapping =
                new Mapping(
                        file.text("engine"),
                        file.optionalText("licence"),
                        page(file.section("page")),
                        blocks,
                        line(file.section("lines")),
                        file.choices("roles", OcrBlockType.class),
                        file.choices("directions", Direction.class));
        file.nothingElse();
        return mapping;
    }

    private static PageRule page(Section section) {
        PageRule page =
                new PageRule(
                        section.pointer("at"),
                        section.optionalPointer("width"),
                        section.optionalPointer("height"),
                        section.optionalPointer("version"));
        section.nothingElse();
        return page;
    }

    private static PlaceRule place(Section section) {
        return new PlaceRule(section.pointer("box"), section.choice("form", Form.class));
    }

    private static BlockRule block(Section section) {
        BlockRule block =
                new BlockRule(
                        section.pointer("at"),
                        section.choice("type", OcrBlockType.class),
                        place(section),
                        section.optionalPointer("text"),
                        section.optionalPointer("order"),
                        section.optionalPointer("role"),
                        section.optionalPointer("direction"),
                        section.optional("parts", MappingFile::parts),
                        section.optional("table", MappingFile::table));
        section.nothingElse();
        return block;
    }

    private static PartsRule parts(Section section) {
        PartsRule parts = new PartsRule(section.pointer("at"), section.pointer("text"));
        section.nothingElse();
        return parts;
    }

    private static TableRule table(Section section) {
        JsonPointer rows = section.optionalPointer("rows");
        JsonPointer columns = section.optionalPointer("columns");
        TableRule table =
                new TableRule(
                        rows,
                        columns,
                        section.pointer("cells"),
                        section.pointer("row"),
                        section.pointer("column"),
                        section.optionalPointer("row_span"),
                        section.optionalPointer("column_span"),
                        section.optionalPointer("header"),
                        place(section),
                        section.pointer("text"),
                        section.number("first"));
        section.nothingElse();
        return table;
    }

    private static LineRule line(Section section) {
        LineRule line =
                new LineRule(
                        section.pointer("at"),
                        place(section),
                        section.pointer("text"),
                        section.optionalPointer("direction"),
                        section.optionalPointer("confidence"));
        section.nothingElse();
        return line;
    }
}

package io.fumikura.ingest.store;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Blocks as JSON in which a line is its number: what lines say stands in rows of their own. */
@RegisterForReflection(targets = {BlockJson.LineNumber.class, BlockJson.NumberedLine.class})
final class BlockJson {
    private static final String LINES = "lines";
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addMixIn(Block.class, PageJson.TypedBlock.class)
                    .addMixIn(Line.class, LineNumber.class)
                    .build();

    private BlockJson() {}

    static String write(List<Block> blocks) {
        try {
            return JSON.writeValueAsString(blocks.toArray(Block[]::new));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("blocks cannot be written", e);
        }
    }

    /**
     * @param json null of a page from before blocks were kept: it is one paragraph
     * @param lines all of the page, in order
     */
    static List<Block> read(@Nullable String json, List<Line> lines) {
        if (json == null) {
            return lines.isEmpty() ? List.of() : List.of(new Block.Paragraph(lines));
        }
        Map<Integer, Line> numbered =
                lines.stream().collect(Collectors.toMap(Line::number, Function.identity()));
        try {
            return List.of(
                    JSON.readerFor(Block[].class)
                            .withAttribute(LINES, numbered)
                            .readValue(json, Block[].class));
        } catch (IOException e) {
            throw new IllegalStateException("blocks that were kept cannot be read", e);
        }
    }

    /** A line is written as its number. */
    @JsonDeserialize(using = NumberedLine.class)
    interface LineNumber {
        @JsonValue
        int number();
    }

    /** And read back as the line of that number. */
    static final class NumberedLine extends StdDeserializer<Line> {
        private static final long serialVersionUID = 1;

        NumberedLine() {
            super(Line.class);
        }

        @Override
        public Line deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            int number = parser.getIntValue();
            Object line = ((Map<?, ?>) context.getAttribute(LINES)).get(number);
            return line instanceof Line found ? found : new Line(number, "");
        }
    }
}

package io.fumikura.ingest.ocr.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.ingest.ocr.mapping.Mapping.BlockRule;
import io.fumikura.ingest.ocr.mapping.Mapping.LineRule;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Quad;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds blocks and lines in one document by a mapping. Fields that nobody points at are ignored,
 * optional ones may be missing, an element without a place or a text is left out and counted. A
 * document in which none of the lists is to be found is not taken for an empty page.
 */
final class ForeignPageReader {
    static final int MOST_LINES = 3000;
    static final int MOST_BLOCKS = 1000;
    static final int MOST_CHARACTERS = 500_000;

    private final Mapping mapping;
    private final Fields fields;
    private final List<ForeignPage.Block> blocks = new ArrayList<>();
    private final List<ForeignPage.Line> lines = new ArrayList<>();
    private final Map<String, Integer> left = new LinkedHashMap<>();
    private boolean anyList;
    private int characters;

    private ForeignPageReader(Mapping mapping, Fields fields) {
        this.mapping = mapping;
        this.fields = fields;
    }

    /**
     * @param width of the picture that was sent
     * @throws UnusableAnswer it is no page
     */
    static ForeignPage read(Mapping mapping, JsonNode answer, int width, int height) {
        Mapping.PageRule rule = mapping.page();
        JsonNode page = answer.at(rule.at());
        if (!page.isObject()) {
            throw new UnusableAnswer("has no page at \"%s\"".formatted(rule.at()));
        }
        double across = width / side(answer, rule.width(), width);
        double down = height / side(answer, rule.height(), height);
        Fields fields = new Fields(across, down, width, height);
        ForeignPageReader reader = new ForeignPageReader(mapping, fields);
        mapping.blocks().forEach(block -> reader.blocks(page, block));
        reader.lines(page, mapping.lines());
        if (!reader.anyList) {
            throw new UnusableAnswer("has none of the lists that the mapping names");
        }
        String version = PlainText.of(Fields.at(answer, rule.version()));
        return new ForeignPage(reader.blocks, reader.lines, reader.warnings(), version);
    }

    private static double side(JsonNode answer, @Nullable JsonPointer pointer, int ours) {
        JsonNode value = Fields.at(answer, pointer);
        if (value.isMissingNode() || value.isNull()) {
            return ours;
        }
        return Fields.positive(value)
                .orElseThrow(() -> new UnusableAnswer("gives no size at " + pointer));
    }

    private List<String> warnings() {
        return left.entrySet().stream()
                .map(entry -> "%s: %d".formatted(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void leaveOut(JsonPointer list, String why) {
        left.merge("left out of %s, %s".formatted(list, why), 1, Integer::sum);
    }

    private Iterable<JsonNode> list(JsonNode page, JsonPointer at) {
        JsonNode list = page.at(at);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw new UnusableAnswer("has no list at " + at);
        }
        anyList = true;
        return list;
    }

    private String text(String text) {
        characters += text.length();
        if (characters > MOST_CHARACTERS) {
            throw new UnusableAnswer(
                    "has more than %,d characters on one page".formatted(MOST_CHARACTERS));
        }
        return text;
    }

    private void blocks(JsonNode page, BlockRule rule) {
        for (JsonNode node : list(page, rule.at())) {
            Optional<Box> box = fields.box(node, rule.place());
            if (box.isEmpty()) {
                leaveOut(rule.at(), "without a place on the page");
                continue;
            }
            if (blocks.size() == MOST_BLOCKS) {
                throw new UnusableAnswer(
                        "has more than %,d blocks on one page".formatted(MOST_BLOCKS));
            }
            blocks.add(block(node, rule, box.get()));
        }
    }

    private ForeignPage.Block block(JsonNode node, BlockRule rule, Box box) {
        String role = Fields.at(node, rule.role()).asText("");
        OcrBlockType type = mapping.roles().getOrDefault(role, rule.type());
        ForeignPage.Table table =
                rule.table() == null
                        ? null
                        : new ForeignTableReader(fields, rule.table(), this::text).read(node, box);
        return new ForeignPage.Block(
                type,
                box,
                text(blockText(node, rule)),
                Fields.whole(Fields.at(node, rule.order())).orElse(null),
                direction(node, rule.direction()),
                table);
    }

    private static String blockText(JsonNode node, BlockRule rule) {
        String own = PlainText.of(Fields.at(node, rule.text()));
        if (!own.isEmpty() || rule.parts() == null) {
            return own;
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : node.at(rule.parts().at())) {
            parts.add(PlainText.of(part.at(rule.parts().text())));
        }
        return String.join("\n", parts).strip();
    }

    private @Nullable Direction direction(JsonNode node, @Nullable JsonPointer pointer) {
        return mapping.directions().get(Fields.at(node, pointer).asText(""));
    }

    private void lines(JsonNode page, LineRule rule) {
        for (JsonNode node : list(page, rule.at())) {
            Optional<Quad> quad = fields.quad(node, rule.place());
            String text = PlainText.of(node.at(rule.text()));
            if (quad.isEmpty() || text.isEmpty()) {
                leaveOut(
                        rule.at(), text.isEmpty() ? "without text" : "without a place on the page");
                continue;
            }
            if (lines.size() == MOST_LINES) {
                throw new UnusableAnswer(
                        "has more than %,d lines on one page".formatted(MOST_LINES));
            }
            double confidence = Fields.confidence(Fields.at(node, rule.confidence()));
            Direction direction = direction(node, rule.direction());
            lines.add(new ForeignPage.Line(quad.get(), text(text), direction, confidence));
        }
    }
}

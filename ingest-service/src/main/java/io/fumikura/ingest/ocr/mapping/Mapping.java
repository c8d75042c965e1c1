package io.fumikura.ingest.ocr.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlockType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which field of another engine's document is what.
 *
 * @param engine what it is called, where it does not say its version
 * @param licence that an operator has to accept, or null
 * @param blocks kinds of blocks, each a list of its own in the document
 * @param roles what the engine calls a block, and what it is here
 * @param directions what the engine calls a direction
 */
public record Mapping(
        String engine,
        @Nullable String licence,
        PageRule page,
        List<BlockRule> blocks,
        LineRule lines,
        Map<String, OcrBlockType> roles,
        Map<String, Direction> directions) {
    public Mapping {
        blocks = List.copyOf(blocks);
        roles = Map.copyOf(roles);
        directions = Map.copyOf(directions);
    }

    public Optional<String> licenceToAccept() {
        return Optional.ofNullable(licence);
    }

    /**
     * Pointers from the root of the answer.
     *
     * @param at the page, from which the lists of blocks and lines are pointed at
     * @param width of the picture the engine read; without it, the one it was sent
     * @param version of the engine
     */
    public record PageRule(
            JsonPointer at,
            @Nullable JsonPointer width,
            @Nullable JsonPointer height,
            @Nullable JsonPointer version) {}

    /** Where something stands, from the thing itself. */
    public record PlaceRule(JsonPointer at, Form form) {}

    /**
     * Pointers from one block.
     *
     * @param at the list, from the page
     * @param type where no role says another
     * @param parts texts inside that make up its own, where it has none
     */
    public record BlockRule(
            JsonPointer at,
            OcrBlockType type,
            PlaceRule place,
            @Nullable JsonPointer text,
            @Nullable JsonPointer order,
            @Nullable JsonPointer role,
            @Nullable JsonPointer direction,
            @Nullable PartsRule parts,
            @Nullable TableRule table) {}

    /**
     * @param at the list, from its block
     * @param text from a part
     */
    public record PartsRule(JsonPointer at, JsonPointer text) {}

    /**
     * @param rows how many, from the block
     * @param cells the list, from the block; the others are pointers from one cell
     * @param first what the first row and column are numbered
     */
    public record TableRule(
            @Nullable JsonPointer rows,
            @Nullable JsonPointer columns,
            JsonPointer cells,
            JsonPointer row,
            JsonPointer column,
            @Nullable JsonPointer rowSpan,
            @Nullable JsonPointer columnSpan,
            @Nullable JsonPointer header,
            PlaceRule place,
            JsonPointer text,
            int first) {}

    /** Pointers from one line; {@code at}: the list, from the page. */
    public record LineRule(
            JsonPointer at,
            PlaceRule place,
            JsonPointer text,
            @Nullable JsonPointer direction,
            @Nullable JsonPointer confidence) {}
}

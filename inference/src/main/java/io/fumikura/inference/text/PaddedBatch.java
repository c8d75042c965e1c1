package io.fumikura.inference.text;

import io.fumikura.inference.model.ModelManifest.RuntimeFacts.PaddingSide;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Set;

/** Several inputs as the rectangles a graph takes, row after row, filled up with padding. */
public final class PaddedBatch {
    /** The inputs of a text model this class can fill. */
    public static final Set<String> INPUTS =
            Set.of("input_ids", "attention_mask", "token_type_ids");

    private final List<Encoded> rows;
    private final int length;
    private final long padId;
    private final PaddingSide side;

    /**
     * @param multiple the length is rounded up to a multiple of this
     */
    public PaddedBatch(List<Encoded> rows, long padId, PaddingSide side, int multiple) {
        this.rows = List.copyOf(rows);
        this.padId = padId;
        this.side = side;
        int longest = rows.stream().mapToInt(Encoded::tokens).max().orElse(0);
        this.length = (longest + multiple - 1) / multiple * multiple;
    }

    public int rows() {
        return rows.size();
    }

    /** Tokens of a row, padding included. */
    public int length() {
        return length;
    }

    /** The position of a row's first token. */
    public int start(int row) {
        return side == PaddingSide.LEFT ? length - tokens(row) : 0;
    }

    /** Tokens of a row, without padding. */
    public int tokens(int row) {
        return rows.get(row).tokens();
    }

    /** Writes one of {@link #INPUTS}; the buffer's position moves by rows times length. */
    public void write(String input, LongBuffer target) {
        long filling = input.equals("input_ids") ? padId : 0;
        for (Encoded row : rows) {
            int padding = length - row.tokens();
            int before = side == PaddingSide.LEFT ? padding : 0;
            fill(target, filling, before);
            switch (input) {
                case "input_ids" -> row.writeIds(target);
                case "token_type_ids" -> row.writeTypeIds(target);
                case "attention_mask" -> fill(target, 1, row.tokens());
                default -> throw new IllegalArgumentException("no such input: " + input);
            }
            fill(target, filling, padding - before);
        }
    }

    private static void fill(LongBuffer target, long value, int count) {
        for (int i = 0; i < count; i++) {
            target.put(value);
        }
    }
}

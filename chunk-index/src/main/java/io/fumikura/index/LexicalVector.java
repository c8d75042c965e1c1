package io.fumikura.index;

import java.util.List;

/**
 * A sparse vector of term weights.
 *
 * @param indices hashed terms, unsigned 32-bit, each once, ascending as unsigned
 * @param values the weight of the term at the same place
 */
public record LexicalVector(List<Integer> indices, List<Float> values) {

    public LexicalVector {
        indices = List.copyOf(indices);
        values = List.copyOf(values);
        if (indices.size() != values.size()) {
            throw new IllegalArgumentException(
                    indices.size() + " indices and " + values.size() + " values");
        }
    }

    public boolean isEmpty() {
        return indices.isEmpty();
    }
}

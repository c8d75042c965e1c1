package io.fumikura.contract.embedding;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;

/**
 * What is to become vectors, as both dialects write it: one text, a list of texts, one list of
 * token ids, or a list of such lists. One alone is a list of one.
 */
@JsonDeserialize(using = EmbeddingInputReader.class)
public sealed interface EmbeddingInput {
    /** How many vectors this asks for. */
    int size();

    /** Texts without any prefix; the model's own is added by its kind. */
    record Texts(List<String> texts) implements EmbeddingInput {
        public Texts {
            texts = List.copyOf(texts);
        }

        @Override
        @JsonValue
        public List<String> texts() {
            return texts;
        }

        @Override
        public int size() {
            return texts.size();
        }
    }

    /**
     * Ids of the served model's own vocabulary, exactly as the model is to see them: with the
     * prefix and the special tokens, if it wants any. {@code /tokenize} gives such ids.
     */
    record TokenIds(List<List<Integer>> ids) implements EmbeddingInput {
        public TokenIds {
            ids = ids.stream().map(List::copyOf).toList();
        }

        @Override
        @JsonValue
        public List<List<Integer>> ids() {
            return ids;
        }

        @Override
        public int size() {
            return ids.size();
        }
    }
}

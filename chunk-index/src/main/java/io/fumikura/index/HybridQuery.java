package io.fumikura.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to the index.
 *
 * @param reader who asks
 * @param vector of the question, made by the model whose index is served; needed but for lexical
 * @param limit 1 to 1000
 * @param explain whether each passage is to carry its {@link FoundChunk.Scores}; costs a second
 *     call to Qdrant
 */
public record HybridQuery(
        Reader reader,
        String text,
        Optional<float[]> vector,
        Mode mode,
        Filters filters,
        int limit,
        boolean explain) {

    private static final int MAX_LIMIT = 1000;

    /** Which lists are asked; hybrid asks both and fuses them. */
    public enum Mode {
        HYBRID,
        DENSE,
        LEXICAL
    }

    /**
     * Which documents may be found. Each list that is not empty must be met by one of its values;
     * all conditions must hold together.
     *
     * @param createdAfter at or after this instant
     * @param createdBefore before this instant
     */
    public record Filters(
            List<UUID> documentIds,
            List<String> tags,
            List<String> contentTypes,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore) {

        public static final Filters NONE = new Filters(List.of(), List.of(), List.of(), null, null);

        public Filters {
            documentIds = List.copyOf(documentIds);
            tags = List.copyOf(tags);
            contentTypes = List.copyOf(contentTypes);
        }
    }

    public HybridQuery {
        if (mode != Mode.LEXICAL && vector.isEmpty()) {
            throw new IllegalArgumentException("a " + mode + " query needs a vector");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + ", allowed are 1 to 1000");
        }
    }

    /** Without explanations. */
    public HybridQuery(
            Reader reader,
            String text,
            Optional<float[]> vector,
            Mode mode,
            Filters filters,
            int limit) {
        this(reader, text, vector, mode, filters, limit, /* explain= */ false);
    }
}

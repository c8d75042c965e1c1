package io.fumikura.index;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passage that was found.
 *
 * @param score comparable only within one answer: a sum of normalised scores for hybrid, the cosine
 *     for dense, a BM25 sum for lexical
 * @param scores where {@code score} comes from; null unless the query asked to {@code explain}
 */
public record FoundChunk(
        String tenant,
        UUID documentId,
        int generation,
        int ordinal,
        int page,
        int firstLine,
        int lastLine,
        String title,
        String text,
        List<String> tags,
        String contentType,
        Instant createdAt,
        double score,
        @Nullable Scores scores) {

    /**
     * What a passage scored in each list, whether or not that list had it near its top.
     *
     * @param dense cosine with the question, -1 to 1; null when the query had no vector
     * @param lexical BM25 sum; null when the passage holds no term of the question
     * @param fused what the passages are ordered by, the same as {@code score}
     * @param matchedTerms terms of the question that the passage holds, as they are indexed (base
     *     forms, lower case), in the order of the question
     */
    public record Scores(
            @Nullable Double dense,
            @Nullable Double lexical,
            double fused,
            List<String> matchedTerms) {

        public Scores {
            matchedTerms = List.copyOf(matchedTerms);
        }
    }

    public FoundChunk {
        tags = List.copyOf(tags);
    }

    /** Not explained. */
    public FoundChunk(
            String tenant,
            UUID documentId,
            int generation,
            int ordinal,
            int page,
            int firstLine,
            int lastLine,
            String title,
            String text,
            List<String> tags,
            String contentType,
            Instant createdAt,
            double score) {
        this(
                tenant,
                documentId,
                generation,
                ordinal,
                page,
                firstLine,
                lastLine,
                title,
                text,
                tags,
                contentType,
                createdAt,
                score,
                null);
    }

    FoundChunk explained(Scores newScores) {
        return new FoundChunk(
                tenant,
                documentId,
                generation,
                ordinal,
                page,
                firstLine,
                lastLine,
                title,
                text,
                tags,
                contentType,
                createdAt,
                score,
                newScores);
    }
}

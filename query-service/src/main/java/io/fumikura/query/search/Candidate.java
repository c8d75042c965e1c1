package io.fumikura.query.search;

import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.index.FoundChunk;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage on its way through the pipeline.
 *
 * @param copies passages that say the same, which are no candidates of their own
 * @param retrievalRank 1 for the best of retrieval
 * @param logit the reranker's score, null where it did not run
 * @param score what it is ordered by so far
 */
record Candidate(
        FoundChunk chunk,
        List<FoundChunk> copies,
        int retrievalRank,
        @Nullable Double logit,
        double score) {
    /** By score, equal ones in the order of retrieval. */
    static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparingDouble(Candidate::score)
                    .reversed()
                    .thenComparingInt(Candidate::retrievalRank);

    static Candidate retrieved(FoundChunk chunk, List<FoundChunk> copies, int rank) {
        return new Candidate(chunk, copies, rank, null, chunk.score());
    }

    Candidate reranked(double newLogit, double newScore) {
        return new Candidate(chunk, copies, retrievalRank, newLogit, newScore);
    }

    /** Was not reranked and comes after one that was. */
    Candidate after(Candidate reranked) {
        return new Candidate(chunk, copies, retrievalRank, null, reranked.score());
    }

    /**
     * @param explainedAs the mode of the search, or null when nothing is to be explained
     */
    Hit toHit(int rank, @Nullable SearchMode explainedAs) {
        return new Hit(
                rank,
                score,
                chunk.documentId(),
                chunk.title(),
                chunk.generation(),
                chunk.ordinal(),
                chunk.page(),
                chunk.firstLine(),
                chunk.lastLine(),
                chunk.text(),
                chunk.tags(),
                chunk.contentType(),
                chunk.createdAt(),
                copies.stream().map(Candidate::place).toList(),
                logit,
                explainedAs == null ? null : explanation(explainedAs));
    }

    private Hit.Explanation explanation(SearchMode mode) {
        FoundChunk.Scores scores = chunk.scores();
        return new Hit.Explanation(
                chunk.score(),
                retrievalRank,
                scores == null ? null : scores.dense(),
                scores == null ? null : scores.lexical(),
                mode == SearchMode.HYBRID ? chunk.score() : null,
                logit,
                scores == null ? List.of() : scores.matchedTerms());
    }

    private static Hit.Place place(FoundChunk copy) {
        return new Hit.Place(
                copy.documentId(),
                copy.title(),
                copy.ordinal(),
                copy.page(),
                copy.firstLine(),
                copy.lastLine());
    }
}

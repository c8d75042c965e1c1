package io.fumikura.query.search;

import io.fumikura.contract.query.Hit;
import io.fumikura.index.FoundChunk;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A passage on its way through the pipeline.
 *
 * @param retrievalRank 1 for the best of retrieval
 * @param logit the reranker's score, null where it did not run
 */
record Candidate(FoundChunk chunk, int retrievalRank, @Nullable Double logit) {
    /** By the reranker's score, equal ones in the order of retrieval. */
    static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparingDouble(Candidate::score)
                    .reversed()
                    .thenComparingInt(Candidate::retrievalRank);

    double score() {
        return logit == null ? chunk.score() : logit;
    }

    Candidate scored(double newLogit) {
        return new Candidate(chunk, retrievalRank, newLogit);
    }

    Hit toHit(int rank, boolean explain) {
        return new Hit(
                rank,
                score(),
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
                explain ? new Hit.Explanation(chunk.score(), retrievalRank, logit) : null);
    }
}

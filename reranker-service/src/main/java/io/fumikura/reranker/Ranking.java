package io.fumikura.reranker;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.TextResult.Cost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passages by their places in the request, best first; equal ones keep the order of the request.
 */
public record Ranking(List<Ranked> passages, Cost cost) {
    public Ranking {
        passages = List.copyOf(passages);
    }

    /**
     * One passage.
     *
     * @param index its place in the request, from 0
     * @param logit what the model says; any number
     */
    public record Ranked(int index, float logit) {
        /** The sigmoid of the logit: 0…1. */
        public double relevance() {
            return 1 / (1 + Math.exp(-logit));
        }
    }

    /**
     * @param result one logit for each passage, in the order of the request
     * @throws ServiceException a logit is not a number
     */
    static Ranking of(TextResult result) {
        List<Ranked> ranked = new ArrayList<>(result.rows().size());
        for (float[] row : result.rows()) {
            if (Float.isNaN(row[0])) {
                throw new ServiceException(
                        ErrorCode.INFERENCE_FAILED,
                        "The model gave no score for text %d (counted from 0)"
                                .formatted(ranked.size()));
            }
            ranked.add(new Ranked(ranked.size(), row[0]));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::logit).reversed());
        return new Ranking(ranked, result.cost());
    }

    /** The best; all where no number is given or there are fewer. */
    public List<Ranked> first(@Nullable Integer count) {
        return count == null || count >= passages.size() ? passages : passages.subList(0, count);
    }
}

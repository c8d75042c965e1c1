package io.fumikura.query.cite;

import io.fumikura.contract.query.AnswerSentence.Support;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.rerank.PassageReranker;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether passages say what a sentence says. Its numbers must all stand in them. Where most of its
 * words do, too, it is supported; where hardly any do, it is not; in between the reranker decides,
 * since that is where a sentence may be a paraphrase. With a higher share for a quotation fewer
 * false claims are supported, but twice as many true ones are not: {@code SupportThresholdsTest}
 * measures both.
 */
public final class SupportCheck {
    /**
     * Share of a sentence's words in the passages from which on it is a quotation, more or less.
     */
    static final double QUOTED = 0.6;

    /** Share below which it says something else. */
    static final double UNRELATED = 0.25;

    /** The reranker's logit from which on a passage answers the sentence rather than not. */
    static final double RELATED_LOGIT = 0;

    private final Function<String, Set<Integer>> words;
    private final PassageReranker reranker;
    private final Executor pool;

    /**
     * @param words of a text, as the lexical index knows them
     * @param pool where texts are taken apart, which is work
     */
    public SupportCheck(
            Function<String, Set<Integer>> words, PassageReranker reranker, Executor pool) {
        this.words = words;
        this.reranker = reranker;
        this.pool = pool;
    }

    /** Fails only when the reranker is needed and does not answer. */
    Uni<Support> check(String claim, List<String> passages, Deadline deadline) {
        if (passages.isEmpty()) {
            return Uni.createFrom().item(Support.UNCITED);
        }
        return Uni.createFrom()
                .item(() -> share(claim, passages))
                .runSubscriptionOn(pool)
                .chain(share -> decide(share, claim, passages, deadline));
    }

    private Uni<Support> decide(
            double share, String claim, List<String> passages, Deadline deadline) {
        if (share >= QUOTED || share < UNRELATED) {
            return Uni.createFrom().item(share >= QUOTED ? Support.SUPPORTED : Support.UNSUPPORTED);
        }
        return reranker.score(claim, passages, deadline)
                .map(
                        logits ->
                                logits.stream().max(Comparator.naturalOrder()).orElseThrow()
                                                >= RELATED_LOGIT
                                        ? Support.SUPPORTED
                                        : Support.UNSUPPORTED);
    }

    /** 0…1; 0 where a number of the sentence is in none of the passages. */
    double share(String claim, List<String> passages) {
        String all = passages.stream().map(Evidence::of).collect(Collectors.joining("\n"));
        if (!Numbers.readable(all).containsAll(Numbers.stated(claim))) {
            return 0;
        }
        Set<Integer> said = words.apply(claim);
        if (said.isEmpty()) {
            return 0;
        }
        Set<Integer> shared = new HashSet<>(said);
        shared.retainAll(words.apply(all));
        return (double) shared.size() / said.size();
    }
}

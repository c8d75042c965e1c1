package io.fumikura.query.search;

/**
 * How the reranker's logit becomes the final order: {@code logit + retrievalWeight × (retrieval
 * score ÷ the best candidate's) − lengthWeight × ln(characters)}. A small reranker knows less than
 * both searches together and likes long passages, in which everything matches something; a strong
 * one needs neither correction (0 and 0).
 *
 * @param depth how many of the best of retrieval are reranked; the others follow in their order
 * @param retrievalWeight in logits, for the best candidate of retrieval; 0 or more
 * @param lengthWeight in logits for each e-fold of a passage's length; 0 or more
 */
public record RerankOrder(int depth, double retrievalWeight, double lengthWeight) {
    double score(double logit, double shareOfBest, int characters) {
        return logit
                + retrievalWeight * shareOfBest
                - lengthWeight * Math.log(Math.max(1, characters));
    }
}

package io.fumikura.localstack.qdrant;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.FixedBitSet;

/**
 * The product of a sparse question with every point that shares an index with it, summed in order
 * of the indices. With IDF each question value is first multiplied by {@code ln((N - n + 0.5) / (n
 * + 0.5) + 1)}, N the points that have this vector and n those that have this index: Qdrant's
 * {@code fancy_idf} (lib/segment/src/data_types/query_context.rs).
 */
final class SparseSearch {

    private SparseSearch() {}

    /** Best first. */
    static List<Hit> search(
            IndexSearcher searcher, SparseQuestion question, MatchingDocs matching, int limit)
            throws IOException {
        Map<Integer, Float> weights =
                question.idf() ? withIdf(searcher, question) : question.values();
        BestHits best = new BestHits(limit);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Terms terms = leaf.reader().terms(SparseVectorField.name(question.vector()));
            if (terms != null) {
                scan(leaf, terms, weights, matching.in(leaf), best);
            }
        }
        return best.bestFirst();
    }

    private static Map<Integer, Float> withIdf(IndexSearcher searcher, SparseQuestion question)
            throws IOException {
        String field = SparseVectorField.name(question.vector());
        float points = count(searcher, new Term(PointDocuments.HAS, question.vector()));
        Map<Integer, Float> weights = new TreeMap<>(Integer::compareUnsigned);
        for (Map.Entry<Integer, Float> entry : question.values().entrySet()) {
            float having = count(searcher, new Term(field, SparseVectorField.term(entry.getKey())));
            float idf = (float) Math.log((points - having + 0.5f) / (having + 0.5f) + 1f);
            weights.put(entry.getKey(), entry.getValue() * idf);
        }
        return weights;
    }

    /** Deleted points do not count. */
    private static int count(IndexSearcher searcher, Term term) throws IOException {
        return searcher.count(new TermQuery(term));
    }

    private static void scan(
            LeafReaderContext leaf,
            Terms terms,
            Map<Integer, Float> weights,
            FixedBitSet docs,
            BestHits best)
            throws IOException {
        float[] scores = new float[leaf.reader().maxDoc()];
        FixedBitSet met = new FixedBitSet(scores.length);
        TermsEnum term = terms.iterator();
        for (Map.Entry<Integer, Float> weight : weights.entrySet()) {
            if (term.seekExact(SparseVectorField.term(weight.getKey()))) {
                add(term.postings(null, PostingsEnum.PAYLOADS), weight.getValue(), scores, met);
            }
        }
        met.and(docs);
        for (int doc = MatchingDocs.first(met);
                doc != MatchingDocs.noMore();
                doc = MatchingDocs.next(met, doc)) {
            best.offer(leaf.docBase + doc, scores[doc]);
        }
    }

    private static void add(PostingsEnum postings, float weight, float[] scores, FixedBitSet met)
            throws IOException {
        int doc = postings.nextDoc();
        while (doc != PostingsEnum.NO_MORE_DOCS) {
            postings.nextPosition();
            scores[doc] += weight * SparseVectorField.value(postings.getPayload());
            met.set(doc);
            doc = postings.nextDoc();
        }
    }
}

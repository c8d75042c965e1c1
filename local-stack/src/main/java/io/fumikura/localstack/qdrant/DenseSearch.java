package io.fumikura.localstack.qdrant;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.VectorUtil;

/** Cosine with every vector that passes the filter. */
final class DenseSearch {

    private DenseSearch() {}

    /**
     * Best first.
     *
     * @param unit the question, of unit length
     */
    static List<Hit> search(
            IndexSearcher searcher, String vector, float[] unit, MatchingDocs matching, int limit)
            throws IOException {
        BestHits best = new BestHits(limit);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            FloatVectorValues values =
                    leaf.reader().getFloatVectorValues(PointDocuments.denseField(vector));
            if (values != null) {
                scan(leaf.docBase, values, unit, matching.in(leaf), best);
            }
        }
        return best.bestFirst();
    }

    private static void scan(
            int base, FloatVectorValues values, float[] unit, FixedBitSet docs, BestHits best)
            throws IOException {
        int doc = MatchingDocs.first(docs);
        while (doc != MatchingDocs.noMore()) {
            int at = values.docID() < doc ? values.advance(doc) : values.docID();
            if (at == doc) {
                best.offer(base + doc, VectorUtil.dotProduct(unit, values.vectorValue()));
            }
            doc = MatchingDocs.next(docs, doc);
        }
    }
}

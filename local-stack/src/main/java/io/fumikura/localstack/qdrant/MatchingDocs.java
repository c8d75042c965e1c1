package io.fumikura.localstack.qdrant;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/** Which live points of each segment pass a filter. For one thread. */
final class MatchingDocs {

    private final Weight filter;
    private final Map<LeafReaderContext, FixedBitSet> known = new HashMap<>();

    MatchingDocs(IndexSearcher searcher, Query filter) throws IOException {
        this.filter =
                searcher.createWeight(
                        searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, /* boost */ 1);
    }

    /** Numbered within the segment; not to be changed. */
    FixedBitSet in(LeafReaderContext leaf) throws IOException {
        FixedBitSet matching = known.get(leaf);
        if (matching == null) {
            matching = find(leaf);
            known.put(leaf, matching);
        }
        return matching;
    }

    private FixedBitSet find(LeafReaderContext leaf) throws IOException {
        FixedBitSet matching = new FixedBitSet(leaf.reader().maxDoc());
        Scorer scorer = filter.scorer(leaf);
        if (scorer != null) {
            matching.or(scorer.iterator());
            Bits live = leaf.reader().getLiveDocs();
            if (live != null) {
                removeDeleted(matching, live);
            }
        }
        return matching;
    }

    private static void removeDeleted(FixedBitSet matching, Bits live) {
        for (int doc = first(matching); doc != noMore(); doc = next(matching, doc)) {
            if (!live.get(doc)) {
                matching.clear(doc);
            }
        }
    }

    /** Numbered within the whole index. */
    List<Integer> in(IndexSearcher searcher) throws IOException {
        List<Integer> docs = new ArrayList<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            FixedBitSet matching = in(leaf);
            for (int doc = first(matching); doc != noMore(); doc = next(matching, doc)) {
                docs.add(leaf.docBase + doc);
            }
        }
        return docs;
    }

    static int first(FixedBitSet docs) {
        return docs.length() == 0 ? noMore() : docs.nextSetBit(0);
    }

    static int next(FixedBitSet docs, int doc) {
        return doc + 1 < docs.length() ? docs.nextSetBit(doc + 1) : noMore();
    }

    static int noMore() {
        return DocIdSetIterator.NO_MORE_DOCS;
    }
}

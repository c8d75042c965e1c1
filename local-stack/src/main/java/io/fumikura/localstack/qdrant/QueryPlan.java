package io.fumikura.localstack.qdrant;

import com.google.common.primitives.Floats;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.VectorInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.search.IndexSearcher;

/**
 * Runs a query: nearest points of one vector, or the fusion of several such lists. The filter of a
 * fusion applies to each of its lists.
 */
final class QueryPlan {

    private static final int DEFAULT_LIMIT = 10;

    private final IndexSearcher searcher;
    private final VectorSchema schema;

    /** Prefetches share their filter, and a list that counts twice is asked for twice. */
    private final Map<Filter, MatchingDocs> filters = new HashMap<>();

    private final Map<PrefetchQuery, List<Hit>> lists = new HashMap<>();

    QueryPlan(IndexSearcher searcher, VectorSchema schema) {
        this.searcher = searcher;
        this.schema = schema;
    }

    List<Hit> run(QueryPoints query) throws IOException {
        int limit = limit(query.hasLimit() ? query.getLimit() : DEFAULT_LIMIT);
        int offset = limit(query.getOffset());
        PrefetchQuery asPrefetch =
                PrefetchQuery.newBuilder()
                        .addAllPrefetch(query.getPrefetchList())
                        .setQuery(query.getQuery())
                        .setUsing(query.getUsing())
                        .setFilter(query.getFilter())
                        .setLimit((long) limit + offset)
                        .build();
        Stream<Hit> hits = run(asPrefetch, Filter.getDefaultInstance()).stream();
        if (query.hasScoreThreshold()) {
            hits = hits.filter(hit -> hit.score() >= query.getScoreThreshold());
        }
        return hits.skip(offset).toList();
    }

    private List<Hit> run(PrefetchQuery prefetch, Filter outer) throws IOException {
        Filter filter = Filters.both(prefetch.getFilter(), outer);
        int limit = limit(prefetch.hasLimit() ? prefetch.getLimit() : DEFAULT_LIMIT);
        Query query = prefetch.getQuery();
        List<Hit> hits =
                switch (query.getVariantCase()) {
                    case NEAREST -> nearest(prefetch, filter, limit);
                    case FUSION -> fuse(lists(prefetch, filter), query.getFusion(), limit);
                    case RRF ->
                            ReciprocalRankFusion.fuse(
                                    lists(prefetch, filter),
                                    query.getRrf().hasK()
                                            ? query.getRrf().getK()
                                            : ReciprocalRankFusion.DEFAULT_K,
                                    query.getRrf().getWeightsList(),
                                    limit);
                    case RECOMMEND,
                            DISCOVER,
                            CONTEXT,
                            ORDER_BY,
                            SAMPLE,
                            FORMULA,
                            NEAREST_WITH_MMR,
                            RELEVANCE_FEEDBACK,
                            VARIANT_NOT_SET ->
                            throw Refusal.unsupported("queries by " + query.getVariantCase());
                };
        return prefetch.hasScoreThreshold()
                ? hits.stream().filter(hit -> hit.score() >= prefetch.getScoreThreshold()).toList()
                : hits;
    }

    private static List<Hit> fuse(List<List<Hit>> lists, Fusion fusion, int limit) {
        return switch (fusion) {
            case RRF ->
                    ReciprocalRankFusion.fuse(
                            lists, ReciprocalRankFusion.DEFAULT_K, List.of(), limit);
            case DBSF -> DistributionFusion.fuse(lists, limit);
            case UNRECOGNIZED -> throw Refusal.wrongInput("Malformed Fusion");
        };
    }

    private List<List<Hit>> lists(PrefetchQuery fusion, Filter filter) throws IOException {
        if (fusion.getPrefetchCount() == 0) {
            throw Refusal.wrongInput("Validation error: cannot apply Fusion without prefetches");
        }
        List<List<Hit>> all = new ArrayList<>();
        for (PrefetchQuery prefetch : fusion.getPrefetchList()) {
            PrefetchQuery filtered =
                    prefetch.toBuilder()
                            .setFilter(Filters.both(prefetch.getFilter(), filter))
                            .build();
            List<Hit> known = lists.get(filtered);
            if (known == null) {
                known = run(filtered, Filter.getDefaultInstance());
                lists.put(filtered, known);
            }
            all.add(known);
        }
        return all;
    }

    private MatchingDocs matching(Filter filter) throws IOException {
        MatchingDocs known = filters.get(filter);
        if (known == null) {
            known = new MatchingDocs(searcher, Filters.query(filter));
            filters.put(filter, known);
        }
        return known;
    }

    private List<Hit> nearest(PrefetchQuery prefetch, Filter filter, int limit) throws IOException {
        if (prefetch.getPrefetchCount() > 0) {
            throw Refusal.unsupported("rescoring of prefetches");
        }
        String vector = prefetch.getUsing();
        VectorInput input = prefetch.getQuery().getNearest();
        return switch (input.getVariantCase()) {
            case DENSE -> {
                schema.requireDense(vector, input.getDense().getDataCount());
                float[] unit = PointVectors.unit(Floats.toArray(input.getDense().getDataList()));
                yield DenseSearch.search(searcher, vector, unit, matching(filter), limit);
            }
            case SPARSE -> {
                boolean idf = schema.requireSparse(vector);
                yield SparseSearch.search(
                        searcher,
                        SparseQuestion.of(vector, input.getSparse(), idf),
                        matching(filter),
                        limit);
            }
            case ID, MULTI_DENSE, DOCUMENT, IMAGE, OBJECT ->
                    throw Refusal.unsupported("queries near " + input.getVariantCase());
            case VARIANT_NOT_SET -> throw Refusal.wrongInput("VectorInput is missing");
        };
    }

    /** Far above any sensible request, and small enough to add two. */
    private static int limit(long given) {
        return (int) Math.min(given, 1_000_000);
    }
}

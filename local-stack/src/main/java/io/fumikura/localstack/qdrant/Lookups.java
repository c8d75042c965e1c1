package io.fumikura.localstack.qdrant;

import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermRangeQuery;

/** The reading calls. */
final class Lookups {

    private static final int DEFAULT_PAGE = 10;
    private static final int MAX_PAGE = 10_000;

    private Lookups() {}

    static QueryResponse.Builder query(PointCollection collection, QueryPoints request)
            throws IOException {
        return collection
                .store()
                .read(
                        (searcher, reader) ->
                                QueryResponse.newBuilder()
                                        .addAllResult(
                                                query(collection, request, searcher, reader)));
    }

    /** All on one state of the collection. */
    static QueryBatchResponse.Builder queryBatch(
            PointCollection collection, QueryBatchPoints request) throws IOException {
        return collection
                .store()
                .read(
                        (searcher, reader) -> {
                            QueryBatchResponse.Builder response = QueryBatchResponse.newBuilder();
                            for (QueryPoints query : request.getQueryPointsList()) {
                                response.addResult(
                                        BatchResult.newBuilder()
                                                .addAllResult(
                                                        query(
                                                                collection,
                                                                query,
                                                                searcher,
                                                                reader)));
                            }
                            return response;
                        });
    }

    private static List<ScoredPoint> query(
            PointCollection collection,
            QueryPoints request,
            IndexSearcher searcher,
            DirectoryReader reader)
            throws IOException {
        List<Hit> hits = new QueryPlan(searcher, collection.schema()).run(request);
        PointOutput output =
                new PointOutput(
                        reader,
                        collection.documents(),
                        request.getWithPayload(),
                        request.getWithVectors());
        return output.scored(hits);
    }

    static GetResponse get(PointCollection collection, GetPoints request) throws IOException {
        Query ids = Filters.ids(request.getIdsList());
        return collection
                .store()
                .read(
                        (searcher, reader) -> {
                            PointOutput output =
                                    new PointOutput(
                                            reader,
                                            collection.documents(),
                                            request.getWithPayload(),
                                            request.getWithVectors());
                            return GetResponse.newBuilder()
                                    .addAllResult(
                                            output.retrieved(
                                                    new MatchingDocs(searcher, ids).in(searcher)))
                                    .build();
                        });
    }

    /** In the order of ids; one point more than asked for tells where the next page begins. */
    static ScrollResponse scroll(PointCollection collection, ScrollPoints request)
            throws IOException {
        if (request.hasOrderBy()) {
            throw Refusal.unsupported("ordered scrolling");
        }
        int limit = request.hasLimit() ? Math.min(request.getLimit(), MAX_PAGE) : DEFAULT_PAGE;
        Query filter = fromOffset(request);
        return collection
                .store()
                .read(
                        (searcher, reader) -> {
                            List<Integer> docs = byId(searcher, filter, limit + 1);
                            PointOutput output =
                                    new PointOutput(
                                            reader,
                                            collection.documents(),
                                            request.getWithPayload(),
                                            request.getWithVectors());
                            ScrollResponse.Builder response = ScrollResponse.newBuilder();
                            if (docs.size() > limit) {
                                response.setNextPageOffset(
                                        PointDocuments.stored(
                                                        reader.storedFields(), docs.remove(limit))
                                                .getId());
                            }
                            return response.addAllResult(output.retrieved(docs)).build();
                        });
    }

    private static Query fromOffset(ScrollPoints request) {
        Query filter = Filters.query(request.getFilter());
        if (!request.hasOffset()) {
            return filter;
        }
        Query from =
                new TermRangeQuery(
                        PointKeys.FIELD, PointKeys.of(request.getOffset()), null, true, true);
        return new BooleanQuery.Builder().add(filter, Occur.FILTER).add(from, Occur.FILTER).build();
    }

    private static List<Integer> byId(IndexSearcher searcher, Query filter, int limit)
            throws IOException {
        Sort sort = new Sort(new SortField(PointKeys.FIELD, SortField.Type.STRING));
        List<Integer> docs = new ArrayList<>();
        for (ScoreDoc found : searcher.search(filter, limit, sort).scoreDocs) {
            docs.add(found.doc);
        }
        return docs;
    }
}

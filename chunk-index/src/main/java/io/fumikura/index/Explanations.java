package io.fumikura.index;

import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.QueryFactory.nearest;

import io.fumikura.index.FoundChunk.Scores;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.SparseVector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Why passages were found. Qdrant's fused answer carries the fused score alone, so the passages it
 * gave are scored once more, exactly, by vector and by words, in one batch. Which terms matched is
 * read from the sparse vector that is stored, not guessed from the text.
 */
final class Explanations {

    private final QdrantCalls calls;
    private final LexicalEncoder encoder;
    private final Vocabularies vocabularies;

    Explanations(QdrantCalls calls, LexicalEncoder encoder, Vocabularies vocabularies) {
        this.calls = calls;
        this.encoder = encoder;
        this.vocabularies = vocabularies;
    }

    /** The same passages in the same order, with scores when the query asks for them. */
    CompletionStage<List<FoundChunk>> explain(
            String collection, HybridQuery query, List<FoundChunk> found) {
        if (!query.explain() || found.isEmpty()) {
            return CompletableFuture.completedStage(found);
        }
        Optional<Query> dense = query.vector().map(vector -> nearest(vector));
        Optional<Query> lexical = new HybridRequest(encoder, vocabularies).lexical(query);
        List<PointId> ids = found.stream().map(PointIds::of).map(PointIdFactory::id).toList();
        QueryBatchPoints.Builder batch =
                QueryBatchPoints.newBuilder().setCollectionName(collection);
        dense.ifPresent(
                near ->
                        batch.addQueryPoints(
                                scoring(collection, CollectionSchema.DENSE, near, ids)));
        lexical.ifPresent(
                near ->
                        batch.addQueryPoints(
                                scoring(collection, CollectionSchema.LEXICAL, near, ids).toBuilder()
                                        .setWithVectors(
                                                WithVectorsSelectorFactory.include(
                                                        List.of(CollectionSchema.LEXICAL)))));
        Map<Integer, String> terms =
                encoder.termsByIndex(query.text(), vocabularies.of(query.reader().tenant()));
        return calls.points(stub -> stub.queryBatch(batch.build()))
                .thenApply(
                        response -> {
                            List<BatchResult> results = response.getResultList();
                            Map<UUID, ScoredPoint> byVector =
                                    dense.isPresent() ? byId(results.get(0)) : Map.of();
                            Map<UUID, ScoredPoint> byWords =
                                    lexical.isPresent()
                                            ? byId(results.get(results.size() - 1))
                                            : Map.of();
                            return found.stream()
                                    .map(chunk -> explained(chunk, byVector, byWords, terms))
                                    .toList();
                        });
    }

    private static QueryPoints scoring(
            String collection, String vector, Query nearest, List<PointId> ids) {
        return QueryPoints.newBuilder()
                .setCollectionName(collection)
                .setUsing(vector)
                .setQuery(nearest)
                .setFilter(Filter.newBuilder().addMust(hasId(ids)))
                .setParams(SearchParams.newBuilder().setExact(true))
                .setLimit(ids.size())
                .build();
    }

    private static Map<UUID, ScoredPoint> byId(BatchResult result) {
        Map<UUID, ScoredPoint> byId = new HashMap<>();
        result.getResultList()
                .forEach(point -> byId.put(UUID.fromString(point.getId().getUuid()), point));
        return byId;
    }

    private static FoundChunk explained(
            FoundChunk chunk,
            Map<UUID, ScoredPoint> byVector,
            Map<UUID, ScoredPoint> byWords,
            Map<Integer, String> terms) {
        UUID id = PointIds.of(chunk);
        Optional<ScoredPoint> dense = Optional.ofNullable(byVector.get(id));
        Optional<ScoredPoint> lexical = Optional.ofNullable(byWords.get(id));
        return chunk.explained(
                new Scores(
                        dense.map(point -> (double) point.getScore()).orElse(null),
                        lexical.map(point -> (double) point.getScore()).orElse(null),
                        chunk.score(),
                        lexical.map(point -> matched(point, terms)).orElse(List.of())));
    }

    private static List<String> matched(ScoredPoint point, Map<Integer, String> terms) {
        SparseVector vector =
                point.getVectors()
                        .getVectors()
                        .getVectorsOrThrow(CollectionSchema.LEXICAL)
                        .getSparse();
        Set<Integer> held = new HashSet<>(vector.getIndicesList());
        return terms.entrySet().stream()
                .filter(term -> held.contains(term.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}

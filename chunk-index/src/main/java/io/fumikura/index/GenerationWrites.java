package io.fumikura.index;

import static io.qdrant.client.ValueFactory.value;

import com.google.common.collect.Lists;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A generation of a document comes in unseen, and then takes the place of the older ones. */
final class GenerationWrites {
    /** About 2 MB of vectors a call. */
    private static final int UPSERT_BATCH = 256;

    private final QdrantCalls calls;
    private final ChunkPoints points;
    private final Executor encoders;

    /**
     * @param encoders where words are looked up
     */
    GenerationWrites(QdrantCalls calls, ChunkPoints points, Executor encoders) {
        this.calls = calls;
        this.points = points;
        this.encoders = encoders;
    }

    CompletionStage<Void> upsertInvisible(String collection, List<IndexedChunk> chunks) {
        List<CompletableFuture<List<PointStruct>>> encoded =
                Lists.partition(List.copyOf(chunks), UPSERT_BATCH).stream()
                        .map(batch -> CompletableFuture.supplyAsync(() -> points(batch), encoders))
                        .toList();
        CompletionStage<Void> done = CompletableFuture.completedStage(null);
        for (CompletableFuture<List<PointStruct>> batch : encoded) {
            done =
                    done.thenCompose(before -> batch)
                            .thenCompose(ready -> upsert(collection, ready));
        }
        return done;
    }

    private List<PointStruct> points(List<IndexedChunk> chunks) {
        return chunks.stream().map(points::invisible).toList();
    }

    private CompletionStage<Void> upsert(String collection, List<PointStruct> points) {
        UpsertPoints request =
                UpsertPoints.newBuilder()
                        .setCollectionName(collection)
                        .setWait(true)
                        .addAllPoints(points)
                        .build();
        return calls.points(stub -> stub.upsert(request)).thenAccept(response -> {});
    }

    CompletionStage<Void> publish(String collection, DocumentRef document, int generation) {
        PointsSelector own =
                selector(Conditions.generation(document.tenant(), document.id(), generation));
        PointsSelector older =
                selector(Conditions.olderGenerations(document.tenant(), document.id(), generation));
        UpdateBatchPoints request =
                UpdateBatchPoints.newBuilder()
                        .setCollectionName(collection)
                        .setWait(true)
                        .addOperations(show(own))
                        .addOperations(delete(older))
                        .build();
        return calls.points(stub -> stub.updateBatch(request)).thenAccept(response -> {});
    }

    private static PointsUpdateOperation show(PointsSelector points) {
        return PointsUpdateOperation.newBuilder()
                .setSetPayload(
                        PointsUpdateOperation.SetPayload.newBuilder()
                                .putPayload(CollectionSchema.VISIBLE, value(true))
                                .setPointsSelector(points))
                .build();
    }

    private static PointsUpdateOperation delete(PointsSelector points) {
        return PointsUpdateOperation.newBuilder()
                .setDeletePoints(PointsUpdateOperation.DeletePoints.newBuilder().setPoints(points))
                .build();
    }

    private static PointsSelector selector(Filter filter) {
        return PointsSelector.newBuilder().setFilter(filter).build();
    }
}

package io.fumikura.index;

import static io.qdrant.client.WithPayloadSelectorFactory.include;

import io.grpc.Status;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Writes the lexical vectors of stored points anew, from the text they carry: no document is read
 * and nothing is embedded again. May be repeated, and may be broken off and begun again. Points
 * written meanwhile are new already; points deleted meanwhile stay deleted.
 */
final class Renewal {

    private static final int PAGE = 128;

    private static final List<String> NEEDED =
            List.of(CollectionSchema.TENANT, CollectionSchema.TITLE, CollectionSchema.TEXT);

    private final QdrantCalls calls;
    private final ChunkPoints points;

    /** Encoding is work, which the thread of the connection must not do. */
    private final Executor worker;

    Renewal(QdrantCalls calls, ChunkPoints points, Executor worker) {
        this.calls = calls;
        this.points = points;
        this.worker = worker;
    }

    /** How many points were written. */
    CompletionStage<Long> of(String collection, Filter filter) {
        return from(Optional.empty(), collection, filter, 0);
    }

    private CompletionStage<Long> from(
            Optional<PointId> offset, String collection, Filter filter, long done) {
        ScrollPoints.Builder page =
                ScrollPoints.newBuilder()
                        .setCollectionName(collection)
                        .setFilter(filter)
                        .setLimit(PAGE)
                        .setWithPayload(include(NEEDED));
        offset.ifPresent(page::setOffset);
        return calls.points(stub -> stub.scroll(page.build()))
                .thenComposeAsync(
                        response ->
                                write(collection, response.getResultList())
                                        .thenCompose(
                                                written ->
                                                        next(
                                                                response,
                                                                collection,
                                                                filter,
                                                                done + written)),
                        worker);
    }

    private CompletionStage<Long> next(
            ScrollResponse response, String collection, Filter filter, long done) {
        return response.hasNextPageOffset()
                ? from(Optional.of(response.getNextPageOffset()), collection, filter, done)
                : CompletableFuture.completedStage(done);
    }

    private CompletionStage<Integer> write(String collection, List<RetrievedPoint> page) {
        if (page.isEmpty()) {
            return CompletableFuture.completedStage(0);
        }
        List<PointVectors> vectors = page.stream().map(points::encodedAnew).toList();
        return update(collection, vectors)
                .exceptionallyCompose(
                        failure ->
                                QdrantCalls.is(failure, Status.Code.NOT_FOUND)
                                        ? oneByOne(collection, vectors)
                                        : CompletableFuture.failedStage(failure))
                .thenApply(written -> page.size());
    }

    /** One of them was deleted meanwhile, which refuses all. */
    private CompletionStage<Void> oneByOne(String collection, List<PointVectors> vectors) {
        CompletionStage<Void> done = CompletableFuture.completedStage(null);
        for (PointVectors vector : vectors) {
            done =
                    done.thenCompose(before -> update(collection, List.of(vector)))
                            .exceptionallyCompose(
                                    failure ->
                                            QdrantCalls.is(failure, Status.Code.NOT_FOUND)
                                                    ? CompletableFuture.completedStage(null)
                                                    : CompletableFuture.failedStage(failure));
        }
        return done;
    }

    private CompletionStage<Void> update(String collection, List<PointVectors> vectors) {
        UpdatePointVectors request =
                UpdatePointVectors.newBuilder()
                        .setCollectionName(collection)
                        .setWait(true)
                        .addAllPoints(vectors)
                        .build();
        return calls.points(stub -> stub.updateVectors(request)).thenAccept(response -> {});
    }
}

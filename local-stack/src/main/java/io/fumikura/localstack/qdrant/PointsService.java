package io.fumikura.localstack.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CountResult;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchResponse;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Qdrant's calls about points; those not here answer UNIMPLEMENTED. A write is on the disk when it
 * is answered, also without {@code wait}.
 */
final class PointsService extends PointsGrpc.PointsImplBase {

    private final CollectionRegistry registry;
    private final AtomicLong operations = new AtomicLong();

    PointsService(CollectionRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> caller) {
        Answer.to(
                caller,
                () -> {
                    PointCollection collection = registry.get(request.getCollectionName());
                    return written(collection, Operations.upsert(request, collection));
                });
    }

    @Override
    public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> caller) {
        Answer.to(
                caller,
                () ->
                        written(
                                registry.get(request.getCollectionName()),
                                Change.delete(request.getPoints())));
    }

    @Override
    public void updateVectors(
            UpdatePointVectors request, StreamObserver<PointsOperationResponse> caller) {
        Answer.to(
                caller,
                () -> {
                    PointCollection collection = registry.get(request.getCollectionName());
                    return written(collection, Operations.updateVectors(request, collection));
                });
    }

    @Override
    public void setPayload(
            SetPayloadPoints request, StreamObserver<PointsOperationResponse> caller) {
        Answer.to(
                caller,
                () -> {
                    PointCollection collection = registry.get(request.getCollectionName());
                    return written(collection, Operations.setPayload(request, collection));
                });
    }

    @Override
    public void updateBatch(UpdateBatchPoints request, StreamObserver<UpdateBatchResponse> caller) {
        Answer.to(
                caller,
                () -> {
                    PointCollection collection = registry.get(request.getCollectionName());
                    List<Change> changes =
                            request.getOperationsList().stream()
                                    .map(operation -> Operations.change(operation, collection))
                                    .toList();
                    collection.store().write(changes);
                    return UpdateBatchResponse.newBuilder()
                            .addAllResult(Collections.nCopies(changes.size(), completed()))
                            .build();
                });
    }

    @Override
    public void createFieldIndex(
            CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> caller) {
        Answer.to(
                caller,
                () -> {
                    PayloadSchemaInfo index =
                            PayloadSchemaInfo.newBuilder()
                                    .setDataType(dataType(request))
                                    .setParams(request.getFieldIndexParams())
                                    .build();
                    registry.get(request.getCollectionName())
                            .addFieldIndex(request.getFieldName(), index);
                    return PointsOperationResponse.newBuilder().setResult(completed()).build();
                });
    }

    /** Both enumerations name the same kinds; that of the answer has one more before them. */
    private static PayloadSchemaType dataType(CreateFieldIndexCollection request) {
        return PayloadSchemaType.forNumber(request.getFieldTypeValue() + 1);
    }

    @Override
    public void query(QueryPoints request, StreamObserver<QueryResponse> caller) {
        long begin = System.nanoTime();
        Answer.to(
                caller,
                () ->
                        Lookups.query(registry.get(request.getCollectionName()), request)
                                .setTime(Answer.secondsSince(begin))
                                .build());
    }

    @Override
    public void queryBatch(QueryBatchPoints request, StreamObserver<QueryBatchResponse> caller) {
        long begin = System.nanoTime();
        Answer.to(
                caller,
                () ->
                        Lookups.queryBatch(registry.get(request.getCollectionName()), request)
                                .setTime(Answer.secondsSince(begin))
                                .build());
    }

    @Override
    public void count(CountPoints request, StreamObserver<CountResponse> caller) {
        Answer.to(
                caller,
                () -> {
                    int count =
                            registry.get(request.getCollectionName())
                                    .store()
                                    .read(
                                            (searcher, reader) ->
                                                    searcher.count(
                                                            Filters.query(request.getFilter())));
                    return CountResponse.newBuilder()
                            .setResult(CountResult.newBuilder().setCount(count))
                            .build();
                });
    }

    @Override
    public void get(GetPoints request, StreamObserver<GetResponse> caller) {
        Answer.to(caller, () -> Lookups.get(registry.get(request.getCollectionName()), request));
    }

    @Override
    public void scroll(ScrollPoints request, StreamObserver<ScrollResponse> caller) {
        Answer.to(caller, () -> Lookups.scroll(registry.get(request.getCollectionName()), request));
    }

    private PointsOperationResponse written(PointCollection collection, Change change)
            throws IOException {
        collection.store().write(List.of(change));
        return PointsOperationResponse.newBuilder().setResult(completed()).build();
    }

    private UpdateResult completed() {
        return UpdateResult.newBuilder()
                .setOperationId(operations.incrementAndGet())
                .setStatus(UpdateStatus.Completed)
                .build();
    }
}

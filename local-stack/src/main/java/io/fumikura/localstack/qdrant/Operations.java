package io.fumikura.localstack.qdrant;

import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.UpsertPoints;

/** Write requests as changes. */
final class Operations {

    private Operations() {}

    static Change upsert(UpsertPoints request, PointCollection collection) {
        if (request.hasUpdateFilter() || request.getUpdateModeValue() != 0) {
            throw Refusal.unsupported("conditional upserts");
        }
        return Change.upsert(request.getPointsList(), collection.documents());
    }

    static Change updateVectors(UpdatePointVectors request, PointCollection collection) {
        if (request.hasUpdateFilter()) {
            throw Refusal.unsupported("conditional updates");
        }
        request.getPointsList()
                .forEach(
                        point ->
                                PointVectors.of(
                                        PointStruct.newBuilder()
                                                .setVectors(point.getVectors())
                                                .build(),
                                        collection.schema()));
        return Change.updateVectors(request.getPointsList(), collection.documents());
    }

    static Change setPayload(SetPayloadPoints request, PointCollection collection) {
        if (request.hasKey()) {
            throw Refusal.unsupported("setting a payload below a key");
        }
        return Change.setPayload(
                request.getPointsSelector(), request.getPayloadMap(), collection.documents());
    }

    static Change change(PointsUpdateOperation operation, PointCollection collection) {
        return switch (operation.getOperationCase()) {
            case UPSERT ->
                    Change.upsert(operation.getUpsert().getPointsList(), collection.documents());
            case SET_PAYLOAD ->
                    Change.setPayload(
                            operation.getSetPayload().getPointsSelector(),
                            operation.getSetPayload().getPayloadMap(),
                            collection.documents());
            case DELETE_POINTS -> Change.delete(operation.getDeletePoints().getPoints());
            case DELETE_DEPRECATED,
                    OVERWRITE_PAYLOAD,
                    DELETE_PAYLOAD,
                    CLEAR_PAYLOAD_DEPRECATED,
                    UPDATE_VECTORS,
                    DELETE_VECTORS,
                    CLEAR_PAYLOAD ->
                    throw Refusal.unsupported(
                            "the batch operation " + operation.getOperationCase());
            case OPERATION_NOT_SET -> throw Refusal.wrongInput("Operation is missing");
        };
    }
}

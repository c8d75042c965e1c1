package io.fumikura.index;

import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One point of a collection and what it belongs to.
 *
 * @param id as it is stored
 * @param fits whether it is the id that this passage must have
 */
public record PointPlace(
        UUID id,
        boolean fits,
        String tenant,
        UUID documentId,
        int generation,
        int ordinal,
        boolean visible) {

    static final List<String> NEEDED =
            List.of(
                    CollectionSchema.TENANT,
                    CollectionSchema.DOCUMENT_ID,
                    CollectionSchema.GENERATION,
                    CollectionSchema.ORDINAL,
                    CollectionSchema.VISIBLE);

    static PointPlace of(RetrievedPoint point) {
        Map<String, Value> payload = point.getPayloadMap();
        UUID id = UUID.fromString(point.getId().getUuid());
        String tenant = ChunkPoints.string(payload, CollectionSchema.TENANT);
        UUID document = UUID.fromString(ChunkPoints.string(payload, CollectionSchema.DOCUMENT_ID));
        int generation = ChunkPoints.integer(payload, CollectionSchema.GENERATION);
        int ordinal = ChunkPoints.integer(payload, CollectionSchema.ORDINAL);
        return new PointPlace(
                id,
                id.equals(PointIds.of(tenant, document, generation, ordinal)),
                tenant,
                document,
                generation,
                ordinal,
                ChunkPoints.field(payload, CollectionSchema.VISIBLE).getBoolValue());
    }
}

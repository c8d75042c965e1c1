package io.fumikura.index;

import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One point of a collection and what it belongs to.
 *
 * @param id as it is stored
 * @param fits whether it is the id that this passage must have
 * @param groups who may find it, empty for the whole tenant; null when the point does not say
 */
public record PointPlace(
        UUID id,
        boolean fits,
        String tenant,
        UUID documentId,
        int generation,
        int ordinal,
        boolean visible,
        @Nullable List<String> groups) {

    public PointPlace {
        groups = groups == null ? null : List.copyOf(groups);
    }

    static final List<String> NEEDED =
            List.of(
                    CollectionSchema.TENANT,
                    CollectionSchema.DOCUMENT_ID,
                    CollectionSchema.GENERATION,
                    CollectionSchema.ORDINAL,
                    CollectionSchema.VISIBLE,
                    CollectionSchema.GROUPS);

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
                ChunkPoints.field(payload, CollectionSchema.VISIBLE).getBoolValue(),
                Groups.read(payload));
    }
}

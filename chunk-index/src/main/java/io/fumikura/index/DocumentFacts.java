package io.fumikura.index;

import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What every passage of a generation says of its document. */
public record DocumentFacts(
        String title, List<String> tags, String contentType, Instant createdAt) {

    static final List<String> NEEDED =
            List.of(
                    CollectionSchema.TITLE,
                    CollectionSchema.TAGS,
                    CollectionSchema.CONTENT_TYPE,
                    CollectionSchema.CREATED_AT);

    public DocumentFacts {
        tags = List.copyOf(tags);
    }

    static DocumentFacts of(RetrievedPoint point) {
        Map<String, Value> payload = point.getPayloadMap();
        return new DocumentFacts(
                ChunkPoints.string(payload, CollectionSchema.TITLE),
                ChunkPoints.field(payload, CollectionSchema.TAGS)
                        .getListValue()
                        .getValuesList()
                        .stream()
                        .map(Value::getStringValue)
                        .toList(),
                ChunkPoints.string(payload, CollectionSchema.CONTENT_TYPE),
                Instant.parse(ChunkPoints.string(payload, CollectionSchema.CREATED_AT)));
    }
}

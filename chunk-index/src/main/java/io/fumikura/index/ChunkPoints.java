package io.fumikura.index;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;

import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.Vector;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A passage as a Qdrant point, and back. */
final class ChunkPoints {

    private final LexicalEncoder encoder;
    private final Vocabularies vocabularies;

    ChunkPoints(LexicalEncoder encoder, Vocabularies vocabularies) {
        this.encoder = encoder;
        this.vocabularies = vocabularies;
    }

    PointStruct invisible(IndexedChunk chunk) {
        Map<String, Vector> vectors = new HashMap<>();
        vectors.put(CollectionSchema.DENSE, vector(chunk.vector()));
        LexicalVector lexical =
                encoder.document(chunk.title(), chunk.text(), vocabularies.of(chunk.tenant()));
        if (!lexical.isEmpty()) {
            vectors.put(CollectionSchema.LEXICAL, vector(lexical.values(), lexical.indices()));
        }
        return PointStruct.newBuilder()
                .setId(id(PointIds.of(chunk)))
                .setVectors(namedVectors(vectors))
                .putAllPayload(payload(chunk))
                .build();
    }

    /** The lexical vector of a point that is stored, made anew from its text. */
    PointVectors encodedAnew(RetrievedPoint point) {
        Map<String, Value> payload = point.getPayloadMap();
        LexicalVector lexical =
                encoder.document(
                        string(payload, CollectionSchema.TITLE),
                        string(payload, CollectionSchema.TEXT),
                        vocabularies.of(string(payload, CollectionSchema.TENANT)));
        return PointVectors.newBuilder()
                .setId(point.getId())
                .setVectors(
                        namedVectors(
                                Map.of(
                                        CollectionSchema.LEXICAL,
                                        vector(lexical.values(), lexical.indices()))))
                .build();
    }

    private static Map<String, Value> payload(IndexedChunk chunk) {
        return Map.ofEntries(
                Map.entry(CollectionSchema.TENANT, value(chunk.tenant())),
                Map.entry(CollectionSchema.DOCUMENT_ID, value(chunk.documentId().toString())),
                Map.entry(CollectionSchema.GENERATION, value(chunk.generation())),
                Map.entry(CollectionSchema.VISIBLE, value(false)),
                Map.entry(CollectionSchema.ORDINAL, value(chunk.ordinal())),
                Map.entry(CollectionSchema.PAGE, value(chunk.page())),
                Map.entry(CollectionSchema.FIRST_LINE, value(chunk.firstLine())),
                Map.entry(CollectionSchema.LAST_LINE, value(chunk.lastLine())),
                Map.entry(CollectionSchema.TITLE, value(chunk.title())),
                Map.entry(CollectionSchema.TEXT, value(chunk.text())),
                Map.entry(
                        CollectionSchema.TAGS,
                        list(chunk.tags().stream().map(ValueFactory::value).toList())),
                Map.entry(CollectionSchema.GROUPS, Groups.stored(chunk.groups())),
                Map.entry(CollectionSchema.CONTENT_TYPE, value(chunk.contentType())),
                Map.entry(CollectionSchema.CREATED_AT, value(chunk.createdAt().toString())));
    }

    static FoundChunk found(ScoredPoint point) {
        Map<String, Value> payload = point.getPayloadMap();
        return new FoundChunk(
                string(payload, CollectionSchema.TENANT),
                UUID.fromString(string(payload, CollectionSchema.DOCUMENT_ID)),
                integer(payload, CollectionSchema.GENERATION),
                integer(payload, CollectionSchema.ORDINAL),
                integer(payload, CollectionSchema.PAGE),
                integer(payload, CollectionSchema.FIRST_LINE),
                integer(payload, CollectionSchema.LAST_LINE),
                string(payload, CollectionSchema.TITLE),
                string(payload, CollectionSchema.TEXT),
                field(payload, CollectionSchema.TAGS).getListValue().getValuesList().stream()
                        .map(Value::getStringValue)
                        .toList(),
                string(payload, CollectionSchema.CONTENT_TYPE),
                Instant.parse(string(payload, CollectionSchema.CREATED_AT)),
                point.getScore());
    }

    static String string(Map<String, Value> payload, String name) {
        return field(payload, name).getStringValue();
    }

    static int integer(Map<String, Value> payload, String name) {
        return Math.toIntExact(field(payload, name).getIntegerValue());
    }

    static Value field(Map<String, Value> payload, String name) {
        Value value = payload.get(name);
        if (value == null) {
            throw new IndexMismatchException(
                    "A point of the index lacks \"" + name + "\": Fumikura did not write it.");
        }
        return value;
    }
}

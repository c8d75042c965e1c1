package io.fumikura.localstack.qdrant;

import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.NamedVectorsOutput;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsOutput;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.StoredFields;

/** Points as the caller wants them: with which payload, with which vectors. */
final class PointOutput {

    private final DirectoryReader reader;
    private final PointDocuments documents;
    private final WithPayloadSelector payload;
    private final WithVectorsSelector vectors;

    PointOutput(
            DirectoryReader reader,
            PointDocuments documents,
            WithPayloadSelector payload,
            WithVectorsSelector vectors) {
        this.reader = reader;
        this.documents = documents;
        this.payload = payload;
        this.vectors = vectors;
    }

    List<ScoredPoint> scored(List<Hit> hits) throws IOException {
        List<ScoredPoint> points = new ArrayList<>();
        StoredFields fields = reader.storedFields();
        for (Hit hit : hits) {
            PointStruct point = read(fields, hit.doc());
            points.add(
                    ScoredPoint.newBuilder()
                            .setId(point.getId())
                            .setScore(hit.score())
                            .putAllPayload(payload(point))
                            .setVectors(vectors(point))
                            .build());
        }
        return points;
    }

    List<RetrievedPoint> retrieved(List<Integer> docs) throws IOException {
        List<RetrievedPoint> points = new ArrayList<>();
        StoredFields fields = reader.storedFields();
        for (int doc : docs) {
            PointStruct point = read(fields, doc);
            points.add(
                    RetrievedPoint.newBuilder()
                            .setId(point.getId())
                            .putAllPayload(payload(point))
                            .setVectors(vectors(point))
                            .build());
        }
        return points;
    }

    private PointStruct read(StoredFields fields, int doc) throws IOException {
        return wantsVectors()
                ? documents.complete(reader, doc)
                : PointDocuments.stored(fields, doc);
    }

    private boolean wantsVectors() {
        return vectors.getEnable() || vectors.hasInclude();
    }

    private Map<String, Value> payload(PointStruct point) {
        if (payload.getEnable()) {
            return point.getPayloadMap();
        }
        Map<String, Value> all = new HashMap<>(point.getPayloadMap());
        switch (payload.getSelectorOptionsCase()) {
            case INCLUDE -> all.keySet().retainAll(payload.getInclude().getFieldsList());
            case EXCLUDE -> payload.getExclude().getFieldsList().forEach(all::remove);
            case ENABLE, SELECTOROPTIONS_NOT_SET -> all.clear();
        }
        return all;
    }

    private VectorsOutput vectors(PointStruct point) {
        if (!wantsVectors()) {
            return VectorsOutput.getDefaultInstance();
        }
        NamedVectorsOutput.Builder named = NamedVectorsOutput.newBuilder();
        Map<String, Vector> all = point.getVectors().getVectors().getVectorsMap();
        all.forEach(
                (name, vector) -> {
                    if (!vectors.hasInclude()
                            || vectors.getInclude().getNamesList().contains(name)) {
                        named.putVectors(name, output(vector));
                    }
                });
        return VectorsOutput.newBuilder().setVectors(named).build();
    }

    private static VectorOutput output(Vector vector) {
        return vector.hasSparse()
                ? VectorOutput.newBuilder().setSparse(vector.getSparse()).build()
                : VectorOutput.newBuilder().setDense(vector.getDense()).build();
    }
}

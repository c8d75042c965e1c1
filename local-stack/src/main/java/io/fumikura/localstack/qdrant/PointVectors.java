package io.fumikura.localstack.qdrant;

import com.google.common.primitives.Floats;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.Vectors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.VectorUtil;

/**
 * The vectors of a point, checked against the collection.
 *
 * @param dense by name, of unit length
 * @param sparse by name, never empty
 */
record PointVectors(Map<String, float[]> dense, Map<String, SparseVector> sparse) {

    /** A vector this near to unit length is left as it is, so rewriting a point changes nothing. */
    private static final float UNIT_TOLERANCE = 1e-6f;

    static PointVectors of(PointStruct point, VectorSchema schema) {
        PointVectors vectors = new PointVectors(new HashMap<>(), new HashMap<>());
        named(point.getVectors()).forEach((name, vector) -> vectors.add(name, vector, schema));
        return vectors;
    }

    static Map<String, Vector> named(Vectors vectors) {
        return switch (vectors.getVectorsOptionsCase()) {
            case VECTOR -> Map.of("", vectors.getVector());
            case VECTORS -> vectors.getVectors().getVectorsMap();
            case VECTORSOPTIONS_NOT_SET -> Map.of();
        };
    }

    private void add(String name, Vector vector, VectorSchema schema) {
        switch (vector.getVectorCase()) {
            case DENSE -> addDense(name, vector.getDense(), schema);
            case SPARSE -> addSparse(name, vector.getSparse(), schema);
            case VECTOR_NOT_SET -> throw Refusal.unsupported("the vector form of old clients");
            case MULTI_DENSE, DOCUMENT, IMAGE, OBJECT ->
                    throw Refusal.unsupported("vectors that are neither dense nor sparse");
        }
    }

    private void addDense(String name, DenseVector vector, VectorSchema schema) {
        schema.requireDense(name, vector.getDataCount());
        dense.put(name, unit(Floats.toArray(vector.getDataList())));
    }

    private void addSparse(String name, SparseVector vector, VectorSchema schema) {
        schema.requireSparse(name);
        requireWellFormed(vector.getIndicesList(), vector.getValuesList());
        if (vector.getIndicesCount() > 0) {
            sparse.put(name, vector);
        }
    }

    static void requireWellFormed(List<Integer> indices, List<Float> values) {
        if (indices.size() != values.size()) {
            throw Refusal.wrongInput("Validation error: must be the same length as indices");
        }
        if (new HashSet<>(indices).size() != indices.size()) {
            throw Refusal.wrongInput("Validation error: must be unique");
        }
    }

    /** As Qdrant stores cosine vectors; the zero vector stays. */
    static float[] unit(float[] vector) {
        float square = VectorUtil.dotProduct(vector, vector);
        if (!Float.isFinite(square)) {
            throw Refusal.wrongInput("Validation error: a vector holds NaN or infinite values");
        }
        return square == 0 || Math.abs(square - 1) < UNIT_TOLERANCE
                ? vector
                : VectorUtil.l2normalize(vector);
    }
}

package io.fumikura.localstack.qdrant;

import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * The named vectors of a collection.
 *
 * @param dense dimension by name; the unnamed vector has the empty name
 * @param sparse whether IDF is applied, by name
 */
record VectorSchema(Map<String, Integer> dense, Map<String, Boolean> sparse) {

    VectorSchema {
        dense = Map.copyOf(dense);
        sparse = Map.copyOf(sparse);
    }

    static VectorSchema of(CollectionParams params) {
        Map<String, Integer> dense = new HashMap<>();
        named(params.getVectorsConfig())
                .forEach((name, vector) -> dense.put(name, dimension(name, vector)));
        Map<String, Boolean> sparse = new HashMap<>();
        params.getSparseVectorsConfig()
                .getMapMap()
                .forEach((name, vector) -> sparse.put(name, vector.getModifier() == Modifier.Idf));
        return new VectorSchema(dense, sparse);
    }

    private static Map<String, VectorParams> named(VectorsConfig config) {
        return switch (config.getConfigCase()) {
            case PARAMS -> Map.of("", config.getParams());
            case PARAMS_MAP -> config.getParamsMap().getMapMap();
            case CONFIG_NOT_SET -> Map.of();
        };
    }

    private static int dimension(String name, VectorParams vector) {
        if (vector.getDistance() != Distance.Cosine || vector.hasMultivectorConfig()) {
            throw Refusal.unsupported("vectors other than single cosine ones (" + name + ")");
        }
        if (vector.getSize() < 1 || vector.getSize() > ExactVectorsFormat.MAX_DIMENSIONS) {
            throw Refusal.wrongInput(
                    "Validation error: vector size "
                            + vector.getSize()
                            + " is not in 1.."
                            + ExactVectorsFormat.MAX_DIMENSIONS);
        }
        return (int) vector.getSize();
    }

    void requireDense(String name, int given) {
        Integer expected = dense.get(name);
        if (expected == null) {
            throw unknown(name);
        }
        if (expected != given) {
            throw Refusal.wrongInput(
                    "Vector dimension error: expected dim: " + expected + ", got " + given);
        }
    }

    /** Whether the sparse vector of this name is weighted by IDF. */
    boolean requireSparse(String name) {
        Boolean idf = sparse.get(name);
        if (idf == null) {
            throw unknown(name);
        }
        return idf;
    }

    private RuntimeException unknown(String name) {
        boolean otherKind = dense.containsKey(name) || sparse.containsKey(name);
        return otherKind
                ? Refusal.wrongInput("Conversion between sparse and regular vectors failed")
                : Refusal.wrongInput("Not existing vector name error: " + name);
    }
}

package io.fumikura.localstack.qdrant;

import io.qdrant.client.grpc.Points.SparseVector;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sparse question.
 *
 * @param values by index, ascending as unsigned
 * @param idf whether the collection multiplies by IDF
 */
record SparseQuestion(String vector, Map<Integer, Float> values, boolean idf) {

    static SparseQuestion of(String vector, SparseVector given, boolean idf) {
        PointVectors.requireWellFormed(given.getIndicesList(), given.getValuesList());
        Map<Integer, Float> values = new TreeMap<>(Integer::compareUnsigned);
        for (int i = 0; i < given.getIndicesCount(); i++) {
            values.put(given.getIndices(i), given.getValues(i));
        }
        return new SparseQuestion(vector, values, idf);
    }
}

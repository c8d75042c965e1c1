package io.fumikura.ingest.index;

import io.fumikura.contract.event.EmbeddedChunk;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Vectors;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.store.GenerationKey;
import java.io.IOException;
import java.util.Map;

/**
 * A vector that fits a collection there is, or one of a model that nobody here knows. The latter is
 * no fault of its document: an embedding service was started with another model, and its passage is
 * as good as ever.
 *
 * @param indexCompat whose
 * @param vector never changed; empty of a model that nobody knows
 */
// The array goes straight to the index; records of this type are never compared.
@SuppressWarnings("ArrayRecordComponent")
record ReceivedVector(
        VectorRecord raw, GenerationKey key, int ordinal, String indexCompat, float[] vector) {
    private static final float[] NONE = {};

    /** The record without its check: whom a wrong vector was meant for. */
    static EmbeddedChunk read(VectorRecord raw) {
        try {
            return EventJson.read(raw.value(), EmbeddedChunk.class);
        } catch (IOException e) {
            throw new ServiceException(
                    ErrorCode.INVALID_EVENT, "The record is not a vector as it should be", e);
        }
    }

    /**
     * @param dimensions of the collections there are, by their {@code index_compat}
     * @throws ServiceException the vector is of a model there is a collection for, and of another
     *     length or no vector
     */
    static ReceivedVector checked(
            VectorRecord raw, EmbeddedChunk chunk, Map<String, Integer> dimensions) {
        Integer dimension = dimensions.get(chunk.indexCompat());
        if (dimension == null) {
            return of(raw, chunk, NONE);
        }
        float[] vector = decode(chunk.vector());
        if (vector.length != dimension) {
            throw new ServiceException(
                    ErrorCode.INVALID_EVENT,
                    "The vector has %d dimensions, the index %d"
                            .formatted(vector.length, dimension));
        }
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new ServiceException(
                        ErrorCode.INVALID_EVENT, "The vector holds a value that is no number");
            }
        }
        return of(raw, chunk, vector);
    }

    private static ReceivedVector of(VectorRecord raw, EmbeddedChunk chunk, float[] vector) {
        return new ReceivedVector(
                raw,
                new GenerationKey(chunk.documentId(), chunk.generation()),
                chunk.ordinal(),
                chunk.indexCompat(),
                vector);
    }

    /** Whether it can be written to the collection of this model as it is. */
    boolean fits(String otherIndexCompat) {
        return indexCompat.equals(otherIndexCompat) && vector.length > 0;
    }

    /** Of the same passage, by another model. */
    ReceivedVector madeAgain(String otherIndexCompat, float[] otherVector) {
        return new ReceivedVector(raw, key, ordinal, otherIndexCompat, otherVector);
    }

    private static float[] decode(String vector) {
        try {
            return Vectors.decode(vector);
        } catch (IllegalArgumentException e) {
            throw new ServiceException(
                    ErrorCode.INVALID_EVENT, "The vector is not base64 of float32 values", e);
        }
    }
}

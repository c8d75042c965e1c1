package io.fumikura.inference.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An input whose token ids and output are known. The ids are compared at every start, the output of
 * short ones too; {@code models verify --deep} compares all.
 *
 * @param text of an embedding model, as a passage; else {@code query} and {@code passage}
 * @param vector the expected embedding: base64 of little-endian float32
 * @param minCosine the least cosine with {@code vector}, for example 0.999 at half precision
 * @param logit the expected score of a reranker
 * @param tolerance the largest difference from {@code logit}
 */
public record Golden(
        @Nullable String text,
        @Nullable String query,
        @Nullable String passage,
        List<Long> tokenIds,
        @Nullable String vector,
        @Nullable Double minCosine,
        @Nullable Double logit,
        @Nullable Double tolerance) {
    private static final double ALIKE = 0.999;
    private static final double SAME = 1e-2;

    public Golden {
        tokenIds = List.copyOf(Facts.present(tokenIds, "golden.token_ids"));
        if (text == null && (query == null || passage == null)) {
            throw new IllegalArgumentException("golden has neither text nor query and passage");
        }
        if (vector != null) {
            Facts.present(minCosine, "golden.min_cosine");
            decode(vector);
        }
        if (logit != null) {
            Facts.present(tolerance, "golden.tolerance");
        }
    }

    public static Golden embedding(
            String text, List<Long> tokenIds, float[] vector, double minCosine) {
        return new Golden(text, null, null, tokenIds, encode(vector), minCosine, null, null);
    }

    public static Golden score(
            String query, String passage, List<Long> tokenIds, double logit, double tolerance) {
        return new Golden(null, query, passage, tokenIds, null, null, logit, tolerance);
    }

    /** The same input with what one graph gives for it at full precision. */
    public Golden with(long[] ids, float[] output) {
        List<Long> tokens = Arrays.stream(ids).boxed().toList();
        return text != null
                ? embedding(text, tokens, output, ALIKE)
                : score(
                        Facts.present(query, "golden.query"),
                        Facts.present(passage, "golden.passage"),
                        tokens,
                        output[0],
                        SAME * Math.max(1, Math.abs(output[0])));
    }

    /**
     * Compares an output with the recorded one, if one was recorded.
     *
     * @return what is wrong with it
     */
    public Optional<String> difference(float[] output) {
        if (vector != null && minCosine != null) {
            double cosine = cosine(decode(vector), output);
            return cosine >= minCosine
                    ? Optional.empty()
                    : Optional.of(
                            "has cosine %.6f with the recorded vector, at least %.6f is needed"
                                    .formatted(cosine, minCosine));
        }
        if (logit != null && tolerance != null) {
            return Math.abs(output[0] - logit) <= tolerance
                    ? Optional.empty()
                    : Optional.of(
                            "gives %.6f, recorded is %.6f, allowed difference %.6f"
                                    .formatted(output[0], logit, tolerance));
        }
        return Optional.empty();
    }

    /** The text, or the query of a pair: enough to name it in a message. */
    public String input() {
        return text != null ? text : String.valueOf(query);
    }

    @JsonIgnore
    public Optional<float[]> expectedVector() {
        return Optional.ofNullable(vector).map(Golden::decode);
    }

    /** NaN for vectors of different length or of length 0, so that no comparison is true. */
    private static double cosine(float[] expected, float[] found) {
        if (expected.length != found.length) {
            return Double.NaN;
        }
        double product = 0;
        double expectedSquare = 0;
        double foundSquare = 0;
        for (int i = 0; i < expected.length; i++) {
            product += (double) expected[i] * found[i];
            expectedSquare += (double) expected[i] * expected[i];
            foundSquare += (double) found[i] * found[i];
        }
        return product / Math.sqrt(expectedSquare * foundSquare);
    }

    private static String encode(float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static float[] decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("golden.vector is not base64", e);
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}

package io.fumikura.query.embed;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.query.FakeServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plays embedding-service: vectors of letter pairs, good enough to find the right one of a few. */
public final class FakeEmbeddingServer extends FakeServer {
    public static final String INDEX_COMPAT = "fake-1";
    public static final int DIMENSION = 128;

    private volatile String indexCompat = INDEX_COMPAT;
    private volatile String lastPromptName = "";

    public FakeEmbeddingServer() {
        handle(
                "/embed",
                exchange -> {
                    JsonNode request = body(exchange);
                    lastPromptName = request.path("prompt_name").asText();
                    List<float[]> vectors = new ArrayList<>();
                    request.path("inputs").forEach(text -> vectors.add(vector(text.asText())));
                    answer(exchange, 200, vectors);
                });
        handle(
                "/info",
                exchange ->
                        answer(
                                exchange,
                                200,
                                Map.ofEntries(
                                        Map.entry("model_id", "fake-embedding"),
                                        Map.entry("model_dtype", "float32"),
                                        Map.entry("model_type", Map.of()),
                                        Map.entry("max_input_length", 512),
                                        Map.entry("max_batch_tokens", 4096),
                                        Map.entry("max_client_batch_size", 32),
                                        Map.entry("version", "1"),
                                        Map.entry("dimension", DIMENSION),
                                        Map.entry("index_compat", indexCompat),
                                        Map.entry("model_digest", "d1g357"),
                                        Map.entry("files", Map.of()),
                                        Map.entry("device", "cpu"),
                                        Map.entry("device_reason", "no GPU"),
                                        Map.entry("licence", "Apache-2.0"),
                                        Map.entry("commercial_use", true))));
    }

    public void makesVectorsOf(String newIndexCompat) {
        indexCompat = newIndexCompat;
    }

    public String lastPromptName() {
        return lastPromptName;
    }

    public static float[] vector(String text) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i + 1 < text.length(); i++) {
            vector[Math.floorMod(text.substring(i, i + 2).hashCode(), DIMENSION)] += 1;
        }
        vector[0] += 0.01f;
        double length = 0;
        for (float value : vector) {
            length += value * value;
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return vector;
    }
}

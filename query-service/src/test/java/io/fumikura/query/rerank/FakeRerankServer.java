package io.fumikura.query.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.contract.rerank.RankedText;
import io.fumikura.query.FakeServer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Plays reranker-service: the share of the question's letter pairs that a passage has. */
public final class FakeRerankServer extends FakeServer {
    private volatile boolean askedForRawScores;

    public FakeRerankServer() {
        handle(
                "/rerank",
                exchange -> {
                    JsonNode request = body(exchange);
                    askedForRawScores = request.path("raw_scores").asBoolean();
                    List<RankedText> ranked = new ArrayList<>();
                    JsonNode texts = request.path("texts");
                    for (int i = 0; i < texts.size(); i++) {
                        double score = logit(request.path("query").asText(), texts.get(i).asText());
                        ranked.add(new RankedText(i, score, null));
                    }
                    ranked.sort(Comparator.comparingDouble(RankedText::score).reversed());
                    answer(exchange, 200, ranked);
                });
        handle(
                "/info",
                exchange ->
                        answer(
                                exchange,
                                200,
                                Map.ofEntries(
                                        Map.entry("model_id", "fake-reranker"),
                                        Map.entry("model_dtype", "float32"),
                                        Map.entry("model_type", Map.of()),
                                        Map.entry("max_input_length", 512),
                                        Map.entry("max_batch_tokens", 4096),
                                        Map.entry("max_client_batch_size", 100),
                                        Map.entry("version", "1"),
                                        Map.entry("model_digest", "d1g358"),
                                        Map.entry("files", Map.of()),
                                        Map.entry("device", "cpu"),
                                        Map.entry("device_reason", "no GPU"),
                                        Map.entry("licence", "Apache-2.0"),
                                        Map.entry("commercial_use", true))));
    }

    public boolean askedForRawScores() {
        return askedForRawScores;
    }

    /** From −10 for nothing in common to 10 for everything. */
    private static double logit(String question, String passage) {
        int shared = 0;
        for (int i = 0; i + 1 < question.length(); i++) {
            shared += passage.contains(question.substring(i, i + 2)) ? 1 : 0;
        }
        return 20.0 * shared / Math.max(1, question.length() - 1) - 10;
    }
}

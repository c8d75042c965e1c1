package io.fumikura.serving;

import io.fumikura.contract.embedding.ComputeHeaders;
import io.fumikura.inference.TextResult.Cost;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** Tells the caller what its call cost. */
public final class CostHeaders {
    private CostHeaders() {}

    public static void write(HttpServerResponse response, Cost cost) {
        response.putHeader(ComputeHeaders.TOKENIZATION_TIME, millis(cost.tokenization()))
                .putHeader(ComputeHeaders.QUEUE_TIME, millis(cost.queue()))
                .putHeader(ComputeHeaders.INFERENCE_TIME, millis(cost.inference()))
                .putHeader(ComputeHeaders.COMPUTE_TOKENS, String.valueOf(cost.tokens()))
                .putHeader(ComputeHeaders.TRUNCATED_INPUTS, String.valueOf(cost.truncated()));
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}

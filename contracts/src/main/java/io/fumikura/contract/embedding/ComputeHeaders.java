package io.fumikura.contract.embedding;

/**
 * Response headers of both model services: what a call cost. Times are whole milliseconds; the
 * first three names are TEI's.
 */
public final class ComputeHeaders {
    public static final String TOKENIZATION_TIME = "x-tokenization-time";
    public static final String QUEUE_TIME = "x-queue-time";
    public static final String INFERENCE_TIME = "x-inference-time";

    /** Tokens computed, without padding. */
    public static final String COMPUTE_TOKENS = "x-compute-tokens";

    /** How many inputs were cut to fit the model. */
    public static final String TRUNCATED_INPUTS = "x-truncated-inputs";

    private ComputeHeaders() {}
}

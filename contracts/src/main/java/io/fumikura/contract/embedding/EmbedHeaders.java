package io.fumikura.contract.embedding;

/** Headers of {@code /embed} beside TEI's. */
public final class EmbedHeaders {
    /** Of a request; anything but {@link #BULK} is a call somebody waits for. */
    public static final String LANE = "x-lane";

    /** Work that may wait behind queries, with the time limit of the Kafka lane. */
    public static final String BULK = "bulk";

    /** Of an answer: the {@code index_compat} of the model that made the vectors. */
    public static final String INDEX_COMPAT = "x-index-compat";

    private EmbedHeaders() {}
}

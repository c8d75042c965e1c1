package io.fumikura.cli.stack;

import java.util.Arrays;
import java.util.Optional;

/** A process of the system, in the order in which it is started. */
public enum Component {
    LOCAL_STACK("local-stack", "FUMIKURA_QDRANT_PORT", 16334, 384),
    EMBEDDING("embedding-service", "FUMIKURA_EMBEDDING_PORT", 8082, 320),
    RERANKER("reranker-service", "FUMIKURA_RERANKER_PORT", 8083, 320),
    INGEST("ingest-service", "FUMIKURA_INGEST_PORT", 8081, 384),
    QUERY("query-service", "FUMIKURA_QUERY_PORT", 8080, 256);

    private final String processName;
    private final String portVariable;
    private final int defaultPort;
    private final int heapMegabytes;

    Component(String processName, String portVariable, int defaultPort, int heapMegabytes) {
        this.processName = processName;
        this.portVariable = portVariable;
        this.defaultPort = defaultPort;
        this.heapMegabytes = heapMegabytes;
    }

    public static Optional<Component> named(String processName) {
        return Arrays.stream(values()).filter(c -> c.processName.equals(processName)).findFirst();
    }

    public String processName() {
        return processName;
    }

    String portVariable() {
        return portVariable;
    }

    int defaultPort() {
        return defaultPort;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    /** Whether it can start only when Kafka and PostgreSQL answer. */
    boolean needsLocalStack() {
        return this == INGEST || this == QUERY;
    }
}

package io.fumikura.access;

/** What the services call themselves ({@code quarkus.application.name}), and are addressed as. */
public final class OurServices {
    public static final String QUERY = "query-service";
    public static final String INGEST = "ingest-service";
    public static final String EMBEDDING = "embedding-service";
    public static final String RERANKER = "reranker-service";

    private OurServices() {}
}

package io.fumikura.contract.event;

/**
 * Topic and header names. Every record's key is the document id, so one document stays in order.
 */
public final class Topics {
    /**
     * Of all tenants: the header {@value #TENANT_HEADER} says whose a document is, and nothing
     * proves it. With a dot and a tenant's name after it, of that tenant alone.
     */
    public static final String DOCUMENTS = "fumikura.documents";

    /** Before a tenant's name: the topic to which that tenant's producers write and nobody else. */
    public static final String DOCUMENTS_OF_TENANT = DOCUMENTS + ".";

    public static final String CHUNKS = "fumikura.chunks";

    /** Steps of reading long documents, from ingest-service to its replicas. */
    public static final String PAGES = "fumikura.pages";

    public static final String VECTORS = "fumikura.vectors";
    public static final String DOCUMENT_EVENTS = "fumikura.document-events";
    public static final String DEAD_LETTERS = "fumikura.dead-letters";

    /**
     * W3C trace id of the request that started the work, for the log. The trace itself is in {@code
     * traceparent}, where there is one: {@link io.fumikura.contract.trace.RecordTrace}.
     */
    public static final String TRACE_HEADER = "trace";

    public static final String TENANT_HEADER = "tenant";
    public static final String EVENT_ID_HEADER = "event_id";

    /** The tenant of records that carry none. */
    public static final String DEFAULT_TENANT = "default";

    private Topics() {}
}

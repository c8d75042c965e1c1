package io.fumikura.query;

import io.fumikura.index.IndexAddress;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where the index is; the same keys as ingest-service's. */
@ConfigMapping(prefix = "qdrant")
public interface QdrantConfig {
    @WithDefault("localhost")
    String host();

    /** Of gRPC. */
    @WithDefault("6334")
    int port();

    Optional<String> apiKey();

    /** Needed wherever the API key must not be read on the way. */
    @WithDefault("false")
    boolean tls();

    default IndexAddress address() {
        return new IndexAddress(host(), port(), apiKey(), tls());
    }
}

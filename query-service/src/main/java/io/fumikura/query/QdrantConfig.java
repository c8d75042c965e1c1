package io.fumikura.query;

import io.fumikura.index.IndexAddress;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
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

    /**
     * A folder with one for each tenant, in it {@code synonyms.txt} (Solr's format) and {@code
     * words.csv} (Kuromoji's user dictionary); read again when they change. Ingest and query need
     * the same.
     */
    Optional<Path> vocabularies();

    default IndexAddress address() {
        return new IndexAddress(host(), port(), apiKey(), tls());
    }
}

package io.fumikura.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Optional;

/** Where Qdrant is; the same keys in every service that uses it. */
@ConfigMapping(prefix = "qdrant")
public interface QdrantConfig {
    @WithDefault("localhost")
    String host();

    /** The gRPC port. */
    @WithDefault("6334")
    @Min(1)
    @Max(65535)
    int port();

    Optional<String> apiKey();

    @WithDefault("false")
    boolean tls();

    /**
     * A folder with one for each tenant, in it {@code synonyms.txt} (Solr's format) and {@code
     * words.csv} (Kuromoji's user dictionary); read again when they change. Ingest and query need
     * the same.
     */
    Optional<Path> vocabularies();
}

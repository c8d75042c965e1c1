package io.fumikura.query;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service alone: every address it knows is a closed port. */
public class EverythingAway implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "query.embedding-url", "http://127.0.0.1:1",
                "query.reranker-url", "http://127.0.0.1:1",
                "query.ollama.url", "http://127.0.0.1:1",
                "qdrant.host", "127.0.0.1",
                "qdrant.port", "1",
                "postgres.host", "127.0.0.1",
                "postgres.port", "1");
    }
}

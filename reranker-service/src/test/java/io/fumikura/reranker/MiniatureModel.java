package io.fumikura.reranker;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;

/** The service with the model of the source tree. */
public class MiniatureModel implements QuarkusTestProfile {
    static Path path() {
        return Path.of(System.getProperty("fumikura.root", ".."), "models", "mini-reranker");
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "reranker.model-path", path().toString(),
                "reranker.device", "cpu",
                "reranker.limits.max-characters", "20000");
    }
}

package io.fumikura.reranker;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.HashMap;
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

    /** The same with a queue that has room for nothing but one call. */
    public static class WithTinyQueue extends MiniatureModel {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("reranker.batches.max-queued-tokens", "1");
            overrides.put("reranker.batches.max-rows", "1");
            return overrides;
        }
    }
}

package io.fumikura.embedding;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The service with the model of the source tree and without Kafka. */
public class MiniatureModel implements QuarkusTestProfile {
    static Path path() {
        return Path.of(System.getProperty("fumikura.root", ".."), "models", "mini-embedding");
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "embedding.model-path", path().toString(),
                "embedding.device", "cpu",
                "embedding.kafka.enabled", "false",
                "embedding.limits.max-characters", "20000");
    }

    /** The same with a queue that has room for nothing but one call. */
    public static class WithTinyQueue extends MiniatureModel {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("embedding.batches.max-queued-tokens", "1");
            overrides.put("embedding.batches.max-rows", "1");
            return overrides;
        }
    }
}

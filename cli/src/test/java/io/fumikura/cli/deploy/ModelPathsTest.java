package io.fumikura.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests name the folders of models that the images have, and have checked. */
class ModelPathsTest {
    private static final Path DOCKER = Manifests.DEPLOY.resolveSibling("docker");

    private static final Map<String, String> IMAGES =
            Map.of(
                    "EMBEDDING_MODEL_PATH", "embedding",
                    "RERANKER_MODEL_PATH", "reranker",
                    "INGEST_OCR_MODEL_PATH", "ingest");

    @ParameterizedTest
    @MethodSource(Manifests.LAYOUTS)
    void aServiceLooksForItsModelWhereItsImageHasIt(Path layout) throws IOException {
        Map<String, String> named = new TreeMap<>();
        Manifests.of(layout)
                .kind("ConfigMap")
                .map(map -> map.path("data"))
                .forEach(data -> IMAGES.keySet().forEach(name -> put(named, name, data)));

        assertThat(named).containsOnlyKeys(IMAGES.keySet());
        for (Map.Entry<String, String> each : named.entrySet()) {
            String image = "Dockerfile." + IMAGES.get(each.getKey());
            assertThat(DOCKER.resolve(image))
                    .content()
                    .contains(each.getKey() + "=" + each.getValue())
                    .contains("ModelsCommand verify " + each.getValue());
            assertThat(DOCKER.resolve("Dockerfile.base"))
                    .content()
                    .containsPattern("COPY --from=\\S+ \\. \\Q" + each.getValue() + "/\\E");
        }
    }

    private static void put(Map<String, String> named, String name, JsonNode data) {
        if (data.has(name)) {
            named.put(name, data.path(name).asText());
        }
    }
}

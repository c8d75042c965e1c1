package io.fumikura.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart refuses, and what it makes of values. */
class ChartTest {

    @ParameterizedTest
    @MethodSource(Manifests.LAYOUTS)
    void theManifestsAreWhatTheChartRendersTo(Path layout) throws IOException {
        String head = Files.readAllLines(layout).get(0);

        assertThat(Files.readString(layout))
                .as("%s is not what deploy/chart gives: run deploy/render.sh", layout)
                .isEqualTo(head + "\n" + Chart.layout(layout.getFileName().toString()));
    }

    @Test
    void nothingIsInstalledWithoutTheDigestsOfTheImages() {
        assertThatThrownBy(() -> Chart.plain(Map.of()))
                .hasMessageContaining("the digest of the image")
                .hasMessageContaining("is not set");
    }

    @ParameterizedTest
    @CsvSource({
        "services.query.replica, 3, replica",
        "services.query.digest, query:latest, digest",
        "gpu.layout, one, layout",
        "yomitoku.acceptedLicence, '', acceptedLicence",
        "httpRoute.parentRefs, null, parentRefs",
        "blobs.kind, folder, blobs.kind: s3"
    })
    void aValueThatIsUnknownOrMissingIsNamed(String name, String value, String said) {
        assertThatThrownBy(() -> Chart.everything(value(name, value))).hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource({
        "stores.kafka.host, kafka.example, embedding embedding-next ingest",
        "stores.ollama.model, other, query",
        "stores.qdrant.port, 7334, ingest query",
        "services.embedding.env.EMBEDDING_THREADS, 4, embedding",
        "services.embeddingNext.env.EMBEDDING_THREADS, 4, embedding-next",
        "services.reranker.env.RERANKER_THREADS, 4, reranker"
    })
    void aSettingReplacesThePodsThatReadItAndNoOthers(String name, String value, String read) {
        Set<String> before = sums(Chart.everything());
        Set<String> after = sums(Chart.everything(value(name, value)));

        after.removeAll(before);

        assertThat(after.stream().map(sum -> sum.replaceFirst("-service .*", "")))
                .containsExactlyInAnyOrder(read.split(" "));
    }

    private static Map<String, String> value(String name, String value) {
        return Map.of(name, value == null ? "" : value);
    }

    private static Set<String> sums(Manifests manifests) {
        return manifests
                .servicePods()
                .map(pod -> pod.path("metadata"))
                .map(ChartTest::sum)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sum(JsonNode metadata) {
        return metadata.at("/labels/app.kubernetes.io~1name").asText()
                + " "
                + metadata.at("/annotations/checksum~1settings").asText();
    }
}

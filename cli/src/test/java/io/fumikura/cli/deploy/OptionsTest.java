package io.fumikura.cli.deploy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the options of the chart do when they are on. */
class OptionsTest {
    private static final Set<String> SERVICES =
            Set.of(
                    "query-service",
                    "ingest-service",
                    "embedding-service",
                    "embedding-next-service",
                    "reranker-service");

    private final Manifests all = Chart.everything();

    @Test
    void theNextEmbeddingServiceHasTheImageOfTheOtherAndReadsNothingFromKafka() {
        JsonNode container = container("embedding-next-service");

        assertThat(container.path("image").asText())
                .contains("/fumikura/embedding-service@sha256:2222");
        assertThat(setting("fumikura-embedding-next", "EMBEDDING_KAFKA_ENABLED"))
                .isEqualTo("false");
        assertThat(setting("fumikura-ingest", "INGEST_REINDEX_EMBEDDING_URL"))
                .isEqualTo("http://embedding-next-service:8082");
        assertThat(setting("fumikura-query", "QUERY_NEXT_EMBEDDING_URL"))
                .isEqualTo("http://embedding-next-service:8082");
    }

    @Test
    void theDoorLeadsToNothingThatIsForTheInside() {
        JsonNode ingress = all.one("Ingress", "fumikura").at("/spec/rules/0/http/paths");
        JsonNode route = all.one("HTTPRoute", "fumikura").at("/spec/rules/0/matches");

        assertThat(Manifests.each(ingress).map(path -> place(path, "pathType", "path")))
                .containsExactly(
                        "Exact /",
                        "Exact /index.html",
                        "Prefix /app",
                        "Prefix /_static",
                        "Prefix /v1",
                        "Exact /mcp");
        assertThat(Manifests.each(route).map(match -> place(match.path("path"), "type", "value")))
                .containsExactly(
                        "Exact /",
                        "Exact /index.html",
                        "PathPrefix /app",
                        "PathPrefix /_static",
                        "PathPrefix /v1",
                        "Exact /mcp");
    }

    private static String place(JsonNode path, String type, String value) {
        return path.path(type).asText() + " " + path.path(value).asText();
    }

    @Test
    void everyServiceTrustsTheStoreThatIsMounted() {
        assertThat(all.servicePods().map(pod -> pod.path("spec")))
                .hasSize(SERVICES.size())
                .allSatisfy(
                        spec -> {
                            assertThat(named(spec.path("volumes"), "trust").at("/configMap/name"))
                                    .hasToString("\"site-authorities\"");
                            JsonNode container = spec.at("/containers/0");
                            String mounted =
                                    named(container.path("volumeMounts"), "trust")
                                            .path("mountPath")
                                            .asText();
                            assertThat(
                                            named(container.path("env"), "JAVA_TOOL_OPTIONS")
                                                    .path("value")
                                                    .asText())
                                    .contains("trustStore=" + mounted + "/truststore.p12");
                        });
    }

    @Test
    void postgresqlIsTalkedToUnderTheNameOfItsCertificateAlone() {
        assertThat(setting("fumikura-postgres", "QUARKUS_DATASOURCE_JDBC_URL"))
                .startsWith("jdbc:postgresql://postgres-rw.fumikura-stores.svc:5432/fumikura?")
                .contains("sslmode=verify-full", "DefaultJavaSSLFactory");
        assertThat(setting("fumikura-postgres", "QUARKUS_DATASOURCE_REACTIVE_URL"))
                .isEqualTo(
                        "postgresql://postgres-rw.fumikura-stores.svc:5432/fumikura?sslmode=verify-full");
        assertThat(
                        setting(
                                "fumikura-postgres",
                                "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PFX_PATH"))
                .isEqualTo("/run/trust/truststore.p12");
        assertThatThrownBy(() -> Chart.everything(Map.of("trust.configMap", "")))
                .hasMessageContaining("stores.postgres.tls needs it");
    }

    @Test
    void secretsWithSettingsGoBeforeConfigMaps() {
        List<String> sources =
                Manifests.each(container("ingest-service").path("envFrom"))
                        .map(source -> source.fieldNames().next())
                        .toList();

        assertThat(sources).endsWith("configMapRef", "secretRef");
        assertThat(container("ingest-service").path("envFrom").toString())
                .contains("fumikura-kafka-ingest");
    }

    @Test
    void thereIsOneDoorAndWhatItSaysOfTheCallerIsBelieved() throws IOException {
        JsonNode route = all.one("HTTPRoute", "fumikura").path("spec");
        JsonNode ingress = all.one("Ingress", "fumikura").path("spec");
        JsonNode query = all.one("Service", "query-service");

        JsonNode reference = route.at("/rules/0/backendRefs/0");
        assertThat(reference.path("name").asText()).isEqualTo(Manifests.name(query));
        assertThat(reference.path("port")).isEqualTo(query.at("/spec/ports/0/port"));
        assertThat(route.at("/parentRefs/0/sectionName").asText()).isEqualTo("https");
        JsonNode backend = ingress.at("/rules/0/http/paths/0/backend/service");
        assertThat(backend.path("name").asText()).isEqualTo(Manifests.name(query));
        assertThat(backend.at("/port/name")).isEqualTo(query.at("/spec/ports/0/name"));
        assertThat(ingress.at("/tls/0/secretName").asText()).isNotEmpty();
        assertThat(setting("fumikura-query", "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING"))
                .isEqualTo("true");
        for (Path layout : Manifests.layouts()) {
            assertThat(Manifests.of(layout).one("ConfigMap", "fumikura-query").path("data"))
                    .as("without a door nobody is believed")
                    .noneMatch(value -> value.asText().equals("true"));
        }
    }

    @Test
    void theAutoscalersHaveTheReplicasOfWhatTheyScale() {
        Set<String> scaled =
                Stream.concat(all.kind("HorizontalPodAutoscaler"), all.kind("ScaledObject"))
                        .map(scaler -> scaler.at("/spec/scaleTargetRef/name").asText())
                        .collect(toSet());

        assertThat(scaled)
                .containsExactlyInAnyOrder(
                        "embedding-service", "reranker-service", "ingest-service");
        assertThat(all.kind("Deployment"))
                .allSatisfy(
                        deployment ->
                                assertThat(deployment.at("/spec/replicas").isMissingNode())
                                        .as(Manifests.name(deployment))
                                        .isEqualTo(scaled.contains(Manifests.name(deployment))));
        assertThat(all.kind("PodDisruptionBudget").map(Manifests::name))
                .containsAll(scaled)
                .contains("query-service")
                .hasSize(4);
    }

    @Test
    void theServicesAreWatchedAndYomiTokuWhichHasNoMetricsIsNot() {
        JsonNode monitor = all.one("ServiceMonitor", "fumikura");
        JsonNode expression = monitor.at("/spec/selector/matchExpressions/0");

        assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
        assertThat(expression.path("key").asText()).isEqualTo("app.kubernetes.io/name");
        assertThat(Manifests.each(expression.path("values")).map(JsonNode::asText).toList())
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(all.kind("Service").map(Manifests::name))
                .containsAll(SERVICES)
                .contains("yomitoku");
    }

    @Test
    void aServiceOfWhichNothingIsLeftIsMissed() {
        JsonNode rule = all.one("PrometheusRule", "fumikura");
        String away =
                Manifests.each(rule.at("/spec/groups/0/rules"))
                        .filter(r -> r.path("alert").asText().equals("FumikuraServiceAway"))
                        .map(r -> r.path("expr").asText())
                        .findFirst()
                        .orElseThrow();

        assertThat(rule.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
        assertThat(SERVICES).allSatisfy(s -> assertThat(away).contains("absent(up{job=\"" + s));
    }

    @Test
    void ocrTakesNoGpuUnlessItAsksForOne() {
        assertThat(setting("fumikura-ingest", "INGEST_OCR_DEVICE")).isEqualTo("cpu");
        assertThat(container("ingest-service").at("/resources/limits/nvidia.com~1gpu")).isEmpty();
        assertThat(container("embedding-service").at("/resources/limits/nvidia.com~1gpu").asInt())
                .isEqualTo(1);
    }

    private JsonNode container(String deployment) {
        return all.one("Deployment", deployment).at("/spec/template/spec/containers/0");
    }

    private String setting(String map, String name) {
        return all.one("ConfigMap", map).path("data").path(name).asText();
    }

    private static JsonNode named(JsonNode array, String name) {
        return Manifests.each(array)
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + array));
    }
}

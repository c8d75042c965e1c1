package io.fumikura.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderedManifestsTest {
    /** Of the Kubernetes API's own models: refuses a field that is unknown or missing. */
    private interface Model {
        void check(JsonElement object) throws IOException;
    }

    private static final Map<String, Model> MODELS =
            Map.of(
                    "apps/v1 Deployment", V1Deployment::validateJsonElement,
                    "v1 Service", V1Service::validateJsonElement,
                    "v1 ConfigMap", V1ConfigMap::validateJsonElement,
                    "v1 PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement,
                    "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
                    "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement);

    static List<Path> layouts() throws IOException {
        return Manifests.layouts();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyObjectIsOneOfTheKubernetesApi(Path layout) throws IOException {
        for (JsonNode object : Manifests.of(layout).all().toList()) {
            validate(object);
        }
    }

    @Test
    void aMisspeltFieldIsNotOfTheKubernetesApi() throws IOException {
        JsonNode deployment =
                Manifests.of(layouts().get(0)).kind("Deployment").findFirst().orElseThrow();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).put("imagePullPolcy", "x");

        assertThatThrownBy(() -> validate(deployment)).hasMessageContaining("imagePullPolcy");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyImageIsNamedByItsDigest(Path layout) {
        List<String> images =
                Manifests.of(layout)
                        .pods()
                        .flatMap(pod -> Manifests.each(pod.at("/spec/containers")))
                        .map(container -> container.path("image").asText())
                        .toList();

        assertThat(images).hasSize(4).allMatch(i -> i.matches("[^@]+@sha256:[0-9a-f]{64}"));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyPodIsRestricted(Path layout) {
        assertThat(Manifests.of(layout).pods())
                .hasSize(4)
                .allSatisfy(
                        pod -> {
                            JsonNode spec = pod.path("spec");
                            assertThat(spec.path("automountServiceAccountToken").asBoolean(true))
                                    .isFalse();
                            assertThat(spec.path("enableServiceLinks").asBoolean(true)).isFalse();
                            assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean())
                                    .isTrue();
                            assertThat(spec.at("/securityContext/seccompProfile/type").asText())
                                    .isEqualTo("RuntimeDefault");
                            assertThat(spec.path("hostNetwork").isMissingNode()).isTrue();
                            assertThat(Manifests.each(spec.path("containers")))
                                    .isNotEmpty()
                                    .allSatisfy(RenderedManifestsTest::restricted);
                        });
    }

    private static void restricted(JsonNode container) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        assertThat(container.at("/startupProbe/httpGet/path").asText())
                .isEqualTo("/q/health/started");
        assertThat(container.at("/readinessProbe/httpGet/path").asText())
                .isEqualTo("/q/health/ready");
        assertThat(container.at("/livenessProbe/httpGet/path").asText())
                .isEqualTo("/q/health/live");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void nothingMayEnterOrLeaveUnlessARuleSaysSo(Path layout) {
        JsonNode deny =
                Manifests.of(layout)
                        .kind("NetworkPolicy")
                        .filter(policy -> Manifests.name(policy).equals("default-deny"))
                        .findFirst()
                        .orElseThrow();

        assertThat(deny.at("/spec/podSelector").isEmpty()).isTrue();
        assertThat(Manifests.each(deny.at("/spec/policyTypes")).map(JsonNode::asText))
                .containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(deny.at("/spec/egress").isMissingNode()).isTrue();
        assertThat(deny.at("/spec/ingress").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyRuleNamesPodsAndPortsAndNoAddress(Path layout) {
        Manifests manifests = Manifests.of(layout);
        List<JsonNode> rules =
                manifests
                        .kind("NetworkPolicy")
                        .flatMap(
                                policy ->
                                        Stream.concat(
                                                Manifests.each(policy.at("/spec/egress")),
                                                Manifests.each(policy.at("/spec/ingress"))))
                        .toList();

        assertThat(rules)
                .hasSizeGreaterThan(15)
                .allSatisfy(
                        rule -> {
                            assertThat(rule.path("ports")).isNotEmpty();
                            JsonNode peers = rule.has("to") ? rule.path("to") : rule.path("from");
                            assertThat(Manifests.each(peers))
                                    .isNotEmpty()
                                    .allSatisfy(
                                            peer -> {
                                                assertThat(peer.has("ipBlock")).isFalse();
                                                assertThat(peer).isNotEmpty();
                                            });
                        });
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void onlyClusterNamesTheStoresAndOurselvesAreCalled(Path layout) {
        Set<String> called =
                Manifests.of(layout)
                        .kind("NetworkPolicy")
                        .flatMap(policy -> Manifests.each(policy.at("/spec/egress")))
                        .flatMap(rule -> Manifests.each(rule.path("to")))
                        .map(
                                peer ->
                                        peer.has("namespaceSelector")
                                                ? peer.at(
                                                                "/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                                                        .asText()
                                                : "own")
                        .collect(Collectors.toSet());

        assertThat(called).containsExactlyInAnyOrder("own", "kube-system", "fumikura-stores");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void whatAServiceMayCallLetsItIn(Path layout) {
        Manifests manifests = Manifests.of(layout);
        Set<String> allowedOut = edges(manifests, "egress", "to");
        Set<String> allowedIn = edges(manifests, "ingress", "from");

        assertThat(allowedOut)
                .isEqualTo(allowedIn)
                .contains("query-service > reranker-service", "ingest-service > embedding-service")
                .hasSize(4);
    }

    /** Caller and callee of each rule between our own pods. */
    private static Set<String> edges(Manifests manifests, String direction, String peers) {
        String label = "/matchLabels/app.kubernetes.io~1name";
        return manifests
                .kind("NetworkPolicy")
                .flatMap(
                        policy -> {
                            String self = policy.at("/spec/podSelector" + label).asText();
                            return Manifests.each(policy.at("/spec/" + direction))
                                    .flatMap(rule -> Manifests.each(rule.path(peers)))
                                    .filter(peer -> !peer.has("namespaceSelector"))
                                    .map(peer -> peer.at("/podSelector" + label).asText())
                                    .map(
                                            other ->
                                                    direction.equals("egress")
                                                            ? self + " > " + other
                                                            : other + " > " + self);
                        })
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void settingsAndServicesThatAreNamedAreThere(Path layout) {
        Manifests manifests = Manifests.of(layout);
        Set<String> maps =
                manifests.kind("ConfigMap").map(Manifests::name).collect(Collectors.toSet());
        List<String> named =
                manifests
                        .pods()
                        .flatMap(pod -> Manifests.each(pod.at("/spec/containers/0/envFrom")))
                        .map(source -> source.at("/configMapRef/name").asText())
                        .toList();
        Set<String> ports =
                manifests
                        .kind("Service")
                        .map(s -> Manifests.name(s) + ":" + s.at("/spec/ports/0/port").asText())
                        .collect(Collectors.toSet());
        List<String> urls =
                manifests
                        .kind("ConfigMap")
                        .flatMap(map -> Manifests.each(map.path("data")))
                        .map(JsonNode::asText)
                        .filter(value -> value.matches("http://[a-z]+-service:[0-9]+"))
                        .map(value -> value.substring("http://".length()))
                        .toList();

        assertThat(named).hasSizeGreaterThan(8).isSubsetOf(maps);
        assertThat(urls).hasSizeGreaterThanOrEqualTo(4).isSubsetOf(ports);
    }

    private static void validate(JsonNode object) throws IOException {
        String type = object.path("apiVersion").asText() + " " + object.path("kind").asText();
        Model model = MODELS.get(type);
        assertThat(model).as("a model of " + type).isNotNull();
        if (model != null) {
            model.check(JsonParser.parseString(object.toString()));
        }
    }
}

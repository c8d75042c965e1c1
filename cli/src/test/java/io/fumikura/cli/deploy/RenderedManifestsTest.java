package io.fumikura.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderedManifestsTest {

    @ParameterizedTest
    @MethodSource(Manifests.EVERY)
    void everyImageIsNamedByItsDigest(Manifests manifests) {
        List<String> images =
                manifests
                        .pods()
                        .flatMap(pod -> Manifests.each(pod.at("/spec/containers")))
                        .map(container -> container.path("image").asText())
                        .toList();

        assertThat(images)
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(i -> i.matches("[^@]+@sha256:[0-9a-f]{64}"));
    }

    @ParameterizedTest
    @MethodSource(Manifests.EVERY)
    void everyPodIsRestricted(Manifests manifests) {
        assertThat(manifests.pods())
                .hasSizeGreaterThanOrEqualTo(4)
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
                            assertThat(spec.path("initContainers").isMissingNode()).isTrue();
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
    }

    @ParameterizedTest
    @MethodSource(Manifests.EVERY)
    void everyServiceIsAskedWhetherItStartedIsReadyAndLives(Manifests manifests) {
        assertThat(manifests.servicePods().map(pod -> pod.at("/spec/containers/0")))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(
                        container -> {
                            assertThat(container.at("/startupProbe/httpGet/path").asText())
                                    .isEqualTo("/q/health/started");
                            assertThat(container.at("/readinessProbe/httpGet/path").asText())
                                    .isEqualTo("/q/health/ready");
                            assertThat(container.at("/livenessProbe/httpGet/path").asText())
                                    .isEqualTo("/q/health/live");
                        });
    }

    @ParameterizedTest
    @MethodSource(Manifests.EVERY)
    void noPodIsStartedBesideTheOneItReplaces(Manifests manifests) {
        assertThat(manifests.kind("Deployment").map(deployment -> deployment.at("/spec/strategy")))
                .allSatisfy(
                        strategy ->
                                assertThat(
                                                strategy.path("type").asText().equals("Recreate")
                                                        || strategy.at("/rollingUpdate/maxSurge")
                                                                        .asInt(1)
                                                                == 0)
                                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource(Manifests.EVERY)
    void aServiceHasThePodsOfOneDeployment(Manifests manifests) {
        List<JsonNode> pods =
                manifests.kind("Deployment").map(d -> d.at("/spec/template/metadata")).toList();

        assertThat(manifests.kind("Service"))
                .hasSize(pods.size())
                .allSatisfy(
                        service ->
                                assertThat(pods)
                                        .filteredOn(pod -> selects(service, pod))
                                        .hasSize(1));
    }

    private static boolean selects(JsonNode service, JsonNode pod) {
        return Manifests.fields(service.at("/spec/selector"))
                .allMatch(
                        label -> label.getValue().equals(pod.path("labels").path(label.getKey())));
    }

    @ParameterizedTest
    @MethodSource(Manifests.EVERY)
    void settingsAndServicesThatAreNamedAreThere(Manifests manifests) {
        Set<String> maps =
                manifests.kind("ConfigMap").map(Manifests::name).collect(Collectors.toSet());
        List<String> named =
                manifests
                        .pods()
                        .flatMap(pod -> Manifests.each(pod.at("/spec/containers/0/envFrom")))
                        .filter(source -> source.has("configMapRef"))
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
                        .filter(value -> value.matches("http://[a-z-]+:[0-9]+"))
                        .map(value -> value.substring("http://".length()))
                        .toList();

        assertThat(named).hasSizeGreaterThan(8).isSubsetOf(maps);
        assertThat(urls).hasSizeGreaterThanOrEqualTo(4).isSubsetOf(ports);
    }
}

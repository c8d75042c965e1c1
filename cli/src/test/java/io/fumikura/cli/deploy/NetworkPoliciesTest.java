package io.fumikura.cli.deploy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkPoliciesTest {
    private static final String NAME = "/matchLabels/app.kubernetes.io~1name";

    private static final Set<String> ALWAYS_CALLED =
            Set.of(
                    "own",
                    "kubernetes.io/metadata.name=kube-system",
                    "kubernetes.io/metadata.name=fumikura-stores");
    private static final Set<String> ALWAYS_EDGES =
            Set.of(
                    "query-service > embedding-service",
                    "query-service > reranker-service",
                    "query-service > ingest-service",
                    "ingest-service > embedding-service");

    @ParameterizedTest
    @MethodSource(Manifests.EVERY)
    void nothingMayEnterOrLeaveUnlessARuleSaysSo(Manifests manifests) {
        JsonNode deny = manifests.one("NetworkPolicy", "default-deny");

        assertThat(deny.at("/spec/podSelector").isEmpty()).isTrue();
        assertThat(Manifests.each(deny.at("/spec/policyTypes")).map(JsonNode::asText))
                .containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(deny.at("/spec/egress").isMissingNode()).isTrue();
        assertThat(deny.at("/spec/ingress").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @MethodSource(Manifests.EVERY)
    void everyRuleNamesPodsAndPortsAndNoAddress(Manifests manifests) {
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
    @MethodSource(Manifests.LAYOUTS)
    void onlyClusterNamesTheStoresAndOurselvesAreCalled(Path layout) {
        assertThat(called(Manifests.of(layout))).isEqualTo(ALWAYS_CALLED);
    }

    @Test
    void theIdentityProviderAndTheCollectorAreCalledWhereTheyAreNamed() {
        assertThat(called(Chart.everything()))
                .containsAll(ALWAYS_CALLED)
                .contains("kubernetes.io/metadata.name=identity", "fumikura.io/monitoring=true")
                .hasSize(5);
    }

    @ParameterizedTest
    @MethodSource(Manifests.LAYOUTS)
    void whatAServiceMayCallLetsItIn(Path layout) {
        Manifests manifests = Manifests.of(layout);

        assertThat(edges(manifests, "egress", "to")).isEqualTo(ALWAYS_EDGES);
        assertThat(edges(manifests, "ingress", "from")).isEqualTo(ALWAYS_EDGES);
    }

    @Test
    void theNextEmbeddingServiceIsCalledAsTheOtherAndYomiTokuCallsNobody() {
        Set<String> allowedOut = edges(Chart.everything(), "egress", "to");

        assertThat(edges(Chart.everything(), "ingress", "from")).isEqualTo(allowedOut);
        assertThat(allowedOut)
                .containsAll(ALWAYS_EDGES)
                .contains(
                        "query-service > embedding-next-service",
                        "ingest-service > embedding-next-service",
                        "ingest-service > yomitoku")
                .hasSize(7);
        assertThat(stores("embedding-next-service")).isEqualTo(stores("embedding-service"));
        assertThat(stores("yomitoku")).isEmpty();
    }

    /** Those outside the namespace that a service may call by a policy of its own. */
    private static Set<String> stores(String service) {
        return Chart.everything()
                .kind("NetworkPolicy")
                .filter(policy -> policy.at("/spec/podSelector" + NAME).asText().equals(service))
                .flatMap(policy -> Manifests.each(policy.at("/spec/egress")))
                .map(JsonNode::toString)
                .collect(toSet());
    }

    private static Set<String> called(Manifests manifests) {
        return manifests
                .kind("NetworkPolicy")
                .flatMap(policy -> Manifests.each(policy.at("/spec/egress")))
                .flatMap(rule -> Manifests.each(rule.path("to")))
                .map(NetworkPoliciesTest::namespace)
                .collect(toSet());
    }

    private static String namespace(JsonNode peer) {
        return peer.has("namespaceSelector")
                ? Manifests.fields(peer.at("/namespaceSelector/matchLabels"))
                        .map(label -> label.getKey() + "=" + label.getValue().asText())
                        .collect(joining(","))
                : "own";
    }

    /** Caller and callee of each rule between our own pods. */
    private static Set<String> edges(Manifests manifests, String direction, String peers) {
        return manifests
                .kind("NetworkPolicy")
                .flatMap(
                        policy -> {
                            String self = policy.at("/spec/podSelector" + NAME).asText();
                            return Manifests.each(policy.at("/spec/" + direction))
                                    .flatMap(rule -> Manifests.each(rule.path(peers)))
                                    .filter(peer -> !peer.has("namespaceSelector"))
                                    .map(peer -> peer.at("/podSelector" + NAME).asText())
                                    .map(
                                            other ->
                                                    direction.equals("egress")
                                                            ? self + " > " + other
                                                            : other + " > " + self);
                        })
                .collect(toSet());
    }
}

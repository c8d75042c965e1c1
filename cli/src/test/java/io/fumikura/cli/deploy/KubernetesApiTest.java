package io.fumikura.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KubernetesApiTest {
    /** Of the Kubernetes API's own models: refuses a field that is unknown or missing. */
    private interface Model {
        void check(JsonElement object) throws IOException;
    }

    private static final Map<String, Model> MODELS =
            Map.of(
                    "apps/v1 Deployment", V1Deployment::validateJsonElement,
                    "v1 Service", V1Service::validateJsonElement,
                    "v1 ConfigMap", V1ConfigMap::validateJsonElement,
                    "v1 Pod", V1Pod::validateJsonElement,
                    "v1 PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement,
                    "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
                    "networking.k8s.io/v1 Ingress", V1Ingress::validateJsonElement,
                    "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement,
                    "autoscaling/v2 HorizontalPodAutoscaler",
                            V2HorizontalPodAutoscaler::validateJsonElement);

    private static final Path STORES = Manifests.DEPLOY.resolve("stores/network-policies.yaml");

    /** Of whom the API has no models; what they say is looked at in {@link OptionsTest}. */
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "monitoring.coreos.com/v1 ServiceMonitor",
                    "monitoring.coreos.com/v1 PrometheusRule",
                    "gateway.networking.k8s.io/v1 HTTPRoute",
                    "keda.sh/v1alpha1 ScaledObject");

    @ParameterizedTest
    @MethodSource(Manifests.EVERY)
    void everyObjectIsOneOfTheKubernetesApi(Manifests manifests) throws IOException {
        for (JsonNode object : manifests.all().toList()) {
            validate(object);
        }
    }

    @Test
    void aMisspeltFieldIsNotOfTheKubernetesApi() throws IOException {
        JsonNode deployment =
                Manifests.every()
                        .findFirst()
                        .orElseThrow()
                        .kind("Deployment")
                        .findFirst()
                        .orElseThrow();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).put("imagePullPolcy", "x");

        assertThatThrownBy(() -> validate(deployment)).hasMessageContaining("imagePullPolcy");
    }

    @Test
    void everyNameOfAnObjectIsThereOnce() {
        assertThat(Chart.everything().all().map(o -> type(o) + " " + Manifests.name(o)))
                .hasSizeGreaterThan(60)
                .doesNotHaveDuplicates();
    }

    @Test
    void theExampleThatClosesTheStoresIsOfTheKubernetesApi() throws IOException {
        List<JsonNode> policies =
                Manifests.parse("stores", Files.readString(STORES)).all().toList();

        assertThat(policies).hasSizeGreaterThan(5);
        for (JsonNode policy : policies) {
            assertThat(type(policy)).endsWith(" NetworkPolicy");
            validate(policy);
        }
    }

    private static void validate(JsonNode object) throws IOException {
        String type = type(object);
        Model model = MODELS.get(type);
        if (model == null) {
            assertThat(OF_OTHERS).as("a model of " + type).contains(type);
        } else {
            model.check(JsonParser.parseString(object.toString()));
        }
    }

    private static String type(JsonNode object) {
        return object.path("apiVersion").asText() + " " + object.path("kind").asText();
    }
}

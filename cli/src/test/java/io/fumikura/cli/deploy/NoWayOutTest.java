package io.fumikura.cli.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code helm test} runs, where this machine's ports take the place of a cluster's. */
class NoWayOutTest {
    private static final String ALLOWED = "embedding-service/8082";

    /** Nobody listens on it. */
    private static final String CLOSED = "127.0.0.1/1";

    private final ServerSocket open = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final String answers = "127.0.0.1/" + open.getLocalPort();

    NoWayOutTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        open.close();
    }

    @Test
    void succeedsWhereOnlyTheAllowedIsReached() throws Exception {
        Ended ended = run(answers, CLOSED, CLOSED);

        assertThat(ended.said()).contains("did not reach " + CLOSED);
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void failsWhereTheKubernetesApiIsReached() throws Exception {
        Ended ended = run(answers, answers, CLOSED);

        assertThat(ended.said()).contains("reached " + answers, "not enforced");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void failsWhereAnAddressOutsideIsReached() throws Exception {
        Ended ended = run(answers, CLOSED, answers);

        assertThat(ended.said()).contains("reached " + answers, "not enforced");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void failsWhereNotEvenTheAllowedIsReached() throws Exception {
        Ended ended = run(CLOSED, CLOSED, CLOSED);

        assertThat(ended.said()).contains("nothing was tested");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    private record Ended(int exitCode, String said) {}

    private static Ended run(String allowed, String kubernetes, String outside) throws Exception {
        JsonNode pod = Chart.everything().one("Pod", "fumikura-no-way-out");
        List<String> command =
                Manifests.each(pod.at("/spec/containers/0/command"))
                        .map(JsonNode::asText)
                        .map(part -> part.replace(ALLOWED, allowed))
                        .map(part -> part.replace("1.1.1.1/443 8.8.8.8/53", outside))
                        .toList();
        assertThat(command.get(2)).contains(allowed, outside);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "KUBERNETES_SERVICE_HOST", kubernetes.split("/")[0],
                                "KUBERNETES_SERVICE_PORT", kubernetes.split("/")[1]));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), said);
    }
}

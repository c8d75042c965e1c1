package io.fumikura.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.inference.batch.DeviceLost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class DeviceWatchTest {
    private static final ModelInfo INFO =
            new ModelInfo(
                    "mini", "float32", Map.of(), 1, 1, 1, "1", null, null, null, "0a", Map.of(),
                    "cuda", "", "", true);

    @Test
    void aLostDeviceIsSeenByTheReadinessCheckAndEndsTheProcess() {
        List<Integer> codes = new ArrayList<>();
        DeviceWatch watch = new DeviceWatch(codes::add);
        ModelReadiness readiness = new ModelReadiness(INFO, watch);
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);

        watch.deviceLost(new DeviceLost("CUDA failure 719", new IllegalStateException()));

        assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(codes).containsExactly(DeviceWatch.EXIT_CODE);
    }
}

package io.fumikura.cli.airgap;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespaceTest {
    private static final String HEAD =
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
            """;
    private static final String LOOPBACK =
            "    lo:       0       0    0    0    0     0          0\n";
    private static final String CARD = "  eth0: 1297183    4371    0    0    0     0          0\n";

    @TempDir Path folder;

    @Test
    void loopbackAloneIsNoWayOut() throws IOException {
        Path table = Files.writeString(folder.resolve("dev"), HEAD + LOOPBACK);

        assertThatCode(() -> Namespace.requireLoopbackOnly(table)).doesNotThrowAnyException();
    }

    @Test
    void anyOtherDeviceIsAWayOut() throws IOException {
        Path table = Files.writeString(folder.resolve("dev"), HEAD + LOOPBACK + CARD);

        assertThatThrownBy(() -> Namespace.requireLoopbackOnly(table))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("eth0");
    }
}

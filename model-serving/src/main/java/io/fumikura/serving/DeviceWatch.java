package io.fumikura.serving;

import io.fumikura.inference.batch.DeviceLost;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * Ends the process when its GPU is lost: readiness turns red, so that no call comes any more, and
 * the platform starts a new process, which can have the device again.
 */
@Singleton
public class DeviceWatch {
    /** Not zero, so that a platform restarts it; sysexits' EX_SOFTWARE. */
    static final int EXIT_CODE = 70;

    private static final Logger LOG = Logger.getLogger(DeviceWatch.class);

    private final IntConsumer exit;
    private volatile boolean lost;

    @Inject
    DeviceWatch() {
        this(Quarkus::asyncExit);
    }

    DeviceWatch(IntConsumer exit) {
        this.exit = exit;
    }

    void deviceLost(DeviceLost reason) {
        lost = true;
        LOG.fatalf(
                "The device is lost and the process ends with code %d: %s",
                EXIT_CODE, reason.getMessage());
        exit.accept(EXIT_CODE);
    }

    boolean lost() {
        return lost;
    }
}

/**
 * The proof that nothing leaves the machine: the whole system does its main job in a network
 * namespace that has only loopback, under {@code strace}, and every attempt to reach anything is
 * judged. {@link io.fumikura.cli.airgap.AirGapRun} puts it together; {@link
 * io.fumikura.cli.airgap.Scenario} is what runs inside; {@link io.fumikura.cli.airgap.TraceLog},
 * {@link io.fumikura.cli.airgap.Attempts} and {@link io.fumikura.cli.airgap.AllowList} read and
 * judge the recording.
 */
@NullMarked
package io.fumikura.cli.airgap;

import org.jspecify.annotations.NullMarked;

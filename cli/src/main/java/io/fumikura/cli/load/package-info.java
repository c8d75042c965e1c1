/**
 * A whole system under steady load while what its services depend on is slow, silent, refusing or
 * flapping. Start reading at {@link io.fumikura.cli.load.SystemBench}. Connections between services
 * go through {@link io.fumikura.cli.load.FaultyLink}s; the load comes at its own times, whatever
 * the answers take.
 */
@NullMarked
package io.fumikura.cli.load;

import org.jspecify.annotations.NullMarked;

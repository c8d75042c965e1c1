/**
 * The command line behind {@code dev.sh}, one class a command. {@code stack} runs the system on one
 * machine; {@code client} talks to a running one. Start at {@link io.fumikura.cli.Fumikura}.
 */
@NullMarked
package io.fumikura.cli;

import org.jspecify.annotations.NullMarked;

/**
 * Calls to a running system over its public REST routes. Start at {@link
 * io.fumikura.cli.client.FumikuraClient}.
 */
@NullMarked
package io.fumikura.cli.client;

import org.jspecify.annotations.NullMarked;

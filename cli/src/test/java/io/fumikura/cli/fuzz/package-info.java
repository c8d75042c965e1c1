/**
 * Requests that a service did not expect, made from its own OpenAPI document, and what must hold
 * for every reply. Start reading at {@link io.fumikura.cli.fuzz.FuzzRun}.
 */
@NullMarked
package io.fumikura.cli.fuzz;

import org.jspecify.annotations.NullMarked;

/**
 * A whole system of its own for a measurement, beside one that may be in use. Start reading at
 * {@link io.fumikura.cli.scratch.ScratchSystem}.
 */
@NullMarked
package io.fumikura.cli.scratch;

import org.jspecify.annotations.NullMarked;

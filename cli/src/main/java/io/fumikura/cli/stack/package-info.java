/**
 * The system on one machine without Docker: {@code local-stack} and the four services as processes
 * of their own, started, watched and stopped by pid. Start at {@link io.fumikura.cli.stack.Stack}.
 */
@NullMarked
package io.fumikura.cli.stack;

import org.jspecify.annotations.NullMarked;

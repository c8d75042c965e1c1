/** What the running services tell of themselves: logs, traces and metrics. */
@NullMarked
package io.fumikura.cli.watch;

import org.jspecify.annotations.NullMarked;

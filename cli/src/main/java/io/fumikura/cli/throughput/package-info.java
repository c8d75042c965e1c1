/**
 * How fast documents come in, measured on a system of its own. Start reading at {@link
 * io.fumikura.cli.throughput.IngestBench}.
 */
@NullMarked
package io.fumikura.cli.throughput;

import org.jspecify.annotations.NullMarked;

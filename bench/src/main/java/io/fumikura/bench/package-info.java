/** Benchmarks of the model services; {@link io.fumikura.bench.InferenceBench} is the command. */
@NullMarked
package io.fumikura.bench;

import org.jspecify.annotations.NullMarked;

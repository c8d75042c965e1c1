/** JMH benchmarks of single parts. */
@NullMarked
package io.fumikura.bench.micro;

import org.jspecify.annotations.NullMarked;

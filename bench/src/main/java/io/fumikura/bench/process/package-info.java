/** The real services, started as processes. */
@NullMarked
package io.fumikura.bench.process;

import org.jspecify.annotations.NullMarked;

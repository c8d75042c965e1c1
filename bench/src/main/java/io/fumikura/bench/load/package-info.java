/** Requests, and who sends them. */
@NullMarked
package io.fumikura.bench.load;

import org.jspecify.annotations.NullMarked;

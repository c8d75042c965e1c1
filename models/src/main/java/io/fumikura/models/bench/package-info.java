/**
 * Measures export and load of a model with the shapes of the mission's embedder and random weights.
 * Start at {@link io.fumikura.models.bench.RandomCheckpoint}.
 */
@NullMarked
package io.fumikura.models.bench;

import org.jspecify.annotations.NullMarked;

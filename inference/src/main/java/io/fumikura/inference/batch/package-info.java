/**
 * Many callers, one thread that computes: admission, lanes and batches. Start at {@link
 * io.fumikura.inference.batch.Batcher}. Knows neither text nor ONNX.
 */
@NullMarked
package io.fumikura.inference.batch;

import org.jspecify.annotations.NullMarked;

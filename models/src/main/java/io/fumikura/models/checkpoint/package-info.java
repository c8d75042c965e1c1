/**
 * Reads a model as Hugging Face stores it: configuration, weights in safetensors files, tokeniser.
 * Start at {@link io.fumikura.models.checkpoint.Checkpoint}. Nothing here knows ONNX.
 */
@NullMarked
package io.fumikura.models.checkpoint;

import org.jspecify.annotations.NullMarked;

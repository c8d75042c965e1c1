/**
 * One ONNX session and the device it runs on. Start at {@link
 * io.fumikura.inference.onnx.OnnxModel}. The only package that imports {@code ai.onnxruntime}.
 */
@NullMarked
package io.fumikura.inference.onnx;

import org.jspecify.annotations.NullMarked;

/**
 * Writes ONNX: a graph node by node, and its weights in a file beside it, so that the same input
 * always gives the same bytes. Start at {@link io.fumikura.models.onnx.GraphBuilder}. Nothing here
 * knows a model.
 */
@NullMarked
package io.fumikura.models.onnx;

import org.jspecify.annotations.NullMarked;

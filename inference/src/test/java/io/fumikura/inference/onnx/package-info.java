@NullMarked
package io.fumikura.inference.onnx;

import org.jspecify.annotations.NullMarked;

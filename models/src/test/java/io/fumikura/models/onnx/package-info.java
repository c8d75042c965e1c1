@NullMarked
package io.fumikura.models.onnx;

import org.jspecify.annotations.NullMarked;

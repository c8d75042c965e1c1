/**
 * Makes a model folder of one that was published as ONNX. Start at {@link
 * io.fumikura.models.adopt.Adoption}.
 */
@NullMarked
package io.fumikura.models.adopt;

import org.jspecify.annotations.NullMarked;

/**
 * Makes a model folder of one that was published as ONNX. Start at {@link
 * io.fumikura.models.adopt.Adoption} for embedders and rerankers, at {@link
 * io.fumikura.models.adopt.OcrAdoption} for OCR.
 */
@NullMarked
package io.fumikura.models.adopt;

import org.jspecify.annotations.NullMarked;

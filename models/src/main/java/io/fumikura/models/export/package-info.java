/**
 * From a Hugging Face folder to a model folder. Start at {@link io.fumikura.models.export.Export};
 * what is computed stands in {@link io.fumikura.models.export.LlamaGraph}.
 */
@NullMarked
package io.fumikura.models.export;

import org.jspecify.annotations.NullMarked;

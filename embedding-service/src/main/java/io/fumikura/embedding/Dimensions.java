package io.fumikura.embedding;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import org.jspecify.annotations.Nullable;

/** The field {@code dimensions} of both dialects. */
final class Dimensions {
    private Dimensions() {}

    /** Refuses a vector of another length than the model's: cut, it would mean something else. */
    static void check(@Nullable Integer dimensions, ModelInfo model) {
        if (dimensions != null && !dimensions.equals(model.dimension())) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "dimensions must be %d or left out: the vectors of %s cannot be shortened"
                            .formatted(model.dimension(), model.modelId()));
        }
    }
}

package io.fumikura.inference.batch;

import java.util.List;

/** One output for each input of the call, in order. */
public record BatchResult<O>(List<O> outputs, BatchTimings timings) {
    public BatchResult {
        outputs = List.copyOf(outputs);
    }
}

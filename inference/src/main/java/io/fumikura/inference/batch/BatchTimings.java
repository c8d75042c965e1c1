package io.fumikura.inference.batch;

import java.time.Duration;

/**
 * @param queue from admission until the first batch of the call began
 * @param inference of the batches the call was part of, summed
 */
public record BatchTimings(Duration queue, Duration inference) {}

package io.fumikura.inference.batch;

import java.util.List;

/**
 * The model, as the batcher sees it: one output for each input, in order. Called by as many threads
 * at once as the policy has batches in flight.
 */
@FunctionalInterface
public interface BatchFunction<I, O> {
    List<O> run(List<I> inputs) throws Exception;
}

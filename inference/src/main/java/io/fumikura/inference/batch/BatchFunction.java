package io.fumikura.inference.batch;

import java.util.List;

/** The model, as the batcher sees it: one output for each input, in order. One thread calls it. */
@FunctionalInterface
public interface BatchFunction<I, O> {
    List<O> run(List<I> inputs) throws Exception;
}

package io.fumikura.serving;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.serving.ModelCall.Ask;
import java.time.Duration;
import java.util.List;

/** Measures one call from being asked to its end, for the metrics and for its trace. */
final class CallWatch {
    private final Ask ask;
    private final Task task;
    private final TeiMetrics tei;
    private final LaneMeters lane;
    private final StageSpans spans;
    private final long start = System.nanoTime();
    private volatile boolean tokenised;

    CallWatch(Ask ask, Task task, ModelMetrics metrics, StageSpans spans) {
        this.ask = ask;
        this.task = task;
        this.tei = metrics.tei();
        this.lane = metrics.lane(ask.lane());
        this.spans = spans;
        tei.asked(task, ask.inputs());
        if (isRequest()) {
            tei.requested(ask.inputs());
        }
    }

    private boolean isRequest() {
        return ask.lane() == Lane.INTERACTIVE;
    }

    List<Encoded> encode(TextEncoder encoder) {
        tokenised = true;
        spans.tokenising();
        List<Encoded> inputs = ask.encode().apply(encoder);
        inputs.forEach(input -> tei.inputLength(input.tokens()));
        return inputs;
    }

    void finished(TextResult result) {
        Duration whole = Duration.ofNanos(System.nanoTime() - start);
        lane.answered(result.cost(), whole);
        tei.computed(task, ask.inputs(), result.cost(), whole);
        if (isRequest()) {
            tei.answered(ask.inputs(), result.cost(), whole);
        }
        spans.finished(ask.lane().wireName(), ask.inputs(), result.cost());
    }

    void failed(ServiceException failure) {
        String reason = FailedCall.reason(failure.code(), tokenised);
        lane.failed(reason);
        spans.failed(reason);
        if (isRequest()) {
            tei.refused(failure.code());
        }
    }
}

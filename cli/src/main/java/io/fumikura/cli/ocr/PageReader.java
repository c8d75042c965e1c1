package io.fumikura.cli.ocr;

import io.fumikura.cli.CommandFailure;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.OcrStage;
import io.fumikura.ocr.score.TruePage;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reads the pages that are measured. One page at a time. */
public interface PageReader extends AutoCloseable {
    /** Short, for the head of a column. */
    String name();

    /** What exactly it is: the model, the version. */
    String version();

    /** Whether it is slower at first, for a reason that a service has overcome. */
    default boolean warmsUp() {
        return false;
    }

    /**
     * @throws CommandFailure it cannot read the page
     */
    Reading read(TruePage page) throws IOException, InterruptedException;

    @Override
    default void close() {}

    /**
     * @param layout where things are, from a reader that tells it
     * @param stageSeconds parts of the time, from a reader that tells them
     */
    record Reading(String text, @Nullable OcrPage layout, Map<OcrStage, Double> stageSeconds) {
        public Reading {
            stageSeconds = Map.copyOf(stageSeconds);
        }
    }
}

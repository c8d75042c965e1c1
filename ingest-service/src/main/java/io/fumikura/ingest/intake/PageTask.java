package io.fumikura.ingest.intake;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.store.GenerationKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A step of reading a long document, as a record of the pages topic that any replica may take.
 *
 * @param attempt whose step it is; when another attempt has begun, reading and cutting are of no
 *     use
 * @param first of the pages (from 1) or passages (from 0) the step is about; 0 for cutting
 * @param last inclusive
 * @param source the record that brought the document in, for the dead letter if it cannot be read
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record PageTask(
        UUID documentId,
        int generation,
        UUID attempt,
        Step step,
        int first,
        int last,
        SourceRecord source) {

    /** So that a record that is no step is known before there is work, or a fault, to do for it. */
    public PageTask {
        Objects.requireNonNull(documentId, "document_id");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(source, "source");
        int least = step == Step.READ ? 1 : 0;
        if (first < least || last < first) {
            throw new IllegalArgumentException("no step: %d to %d".formatted(first, last));
        }
    }

    /** In this order. */
    @RegisterForReflection
    public enum Step {
        /** Some pages are read. */
        READ,
        /** All pages are read and cut into passages, one after the other. */
        CUT,
        /** Some passages are sent to be embedded, while others are already written. */
        SEND
    }

    static PageTask read(Readings.Work work, PageRange pages, SourceRecord source) {
        GenerationKey key = work.key();
        return new PageTask(
                key.documentId(),
                key.generation(),
                work.attempt(),
                Step.READ,
                pages.first(),
                pages.last(),
                source);
    }

    /** What is left to do when every page is read. */
    PageTask cutting() {
        return then(Step.CUT, 0, 0);
    }

    /** What is left to do when every page is cut. */
    List<PageTask> sending(int passages, int together) {
        return IntStream.iterate(0, first -> first < passages, first -> first + together)
                .mapToObj(from -> then(Step.SEND, from, Math.min(passages, from + together) - 1))
                .toList();
    }

    private PageTask then(Step next, int newFirst, int newLast) {
        return new PageTask(documentId, generation, attempt, next, newFirst, newLast, source);
    }

    PageRange pages() {
        return new PageRange(first, last);
    }

    List<Integer> ordinals() {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    GenerationKey key() {
        return new GenerationKey(documentId, generation);
    }
}

package io.fumikura.ingest.intake;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.store.GenerationKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * A step of reading a long document, as a record of the pages topic that any replica may take.
 *
 * @param attempt whose step it is; when another attempt has begun, it is of no use
 * @param firstPage 1-based; 0 when the pages are all read and are to be cut into passages
 * @param lastPage inclusive
 * @param source the record that brought the document in, for the dead letter if it cannot be read
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record PageTask(
        UUID documentId,
        int generation,
        UUID attempt,
        int firstPage,
        int lastPage,
        SourceRecord source) {

    static PageTask read(Readings.Work work, PageRange pages, SourceRecord source) {
        GenerationKey key = work.key();
        return new PageTask(
                key.documentId(),
                key.generation(),
                work.attempt(),
                pages.first(),
                pages.last(),
                source);
    }

    /** What is left to do when every page is read. */
    PageTask cutting() {
        return new PageTask(documentId, generation, attempt, 0, 0, source);
    }

    boolean isCutting() {
        return firstPage == 0;
    }

    PageRange pages() {
        return new PageRange(firstPage, lastPage);
    }

    GenerationKey key() {
        return new GenerationKey(documentId, generation);
    }
}

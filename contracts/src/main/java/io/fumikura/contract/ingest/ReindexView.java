package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Building the index for another embedding model beside the one that is searched.
 *
 * @param source {@code index_compat} of the model that was searched with at the start
 * @param target that of the new one
 * @param progress in the collection that is being filled: the target's, or the source's when it is
 *     rolled back
 * @param error what it waits for, or why it failed; or null
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReindexView(
        UUID id,
        String source,
        String target,
        ReindexState state,
        Progress progress,
        @Nullable String error,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant switchedAt) {

    /**
     * What of the indexed documents is in a collection.
     *
     * @param documents that searches are to find
     * @param documentsDone of these, in the collection as a whole
     * @param chunks of all of these documents
     * @param chunksDone of these, written
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Progress(long documents, long documentsDone, long chunks, long chunksDone) {}
}

package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as callers see it.
 *
 * @param sha256 of the original bytes
 * @param size of the original, in bytes
 * @param groups who may read it; empty for the whole tenant
 * @param generation counts the versions of the content, from 1
 * @param attempts how many times reading this generation was begun: more than once after a crash, a
 *     replay, or a wait for what reads it
 * @param pages pages of this generation; grows while it is parsed
 * @param pagesTotal how many there will be, where the format says so before they are read
 * @param pagesNeedingOcr how many of them are pictures, or have a text layer that is garbage: what
 *     they say is not found
 * @param chunks passages of this generation; grows while it is parsed
 * @param chunksIndexed how many of them are written to the index
 * @param error why it failed; in a state that is not final why it cannot go on now; or null
 * @param waitingFor what it waits for, in words; null while it is worked on and when it is done
 * @param queuePosition how many documents began to wait for the same before it, an estimate of when
 *     it is its turn; null when it is in no queue, and in the answer to an upload
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DocumentView(
        UUID id,
        String title,
        String contentType,
        String sha256,
        long size,
        List<String> tags,
        List<String> groups,
        Map<String, Object> metadata,
        DocumentState state,
        int generation,
        int attempts,
        int pages,
        @Nullable Integer pagesTotal,
        int pagesNeedingOcr,
        int chunks,
        int chunksIndexed,
        @Nullable Failure error,
        @Nullable String waitingFor,
        @Nullable Integer queuePosition,
        Instant createdAt,
        Instant updatedAt) {

    /** Why a document failed or waits: a code of the error catalogue and a sentence. */
    public record Failure(String code, String detail) {}
}

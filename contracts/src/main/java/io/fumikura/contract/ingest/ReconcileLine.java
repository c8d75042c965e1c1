package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the answer of {@code POST /v1/reconcile}: a finding, or at the very end the summary.
 * An answer without a summary was broken off.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReconcileLine(@Nullable Finding finding, @Nullable Summary summary) {

    /**
     * @param count how many points or passages it is about; 1 for a document or a blob
     * @param repaired whether that was done
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Finding(
            FindingKind kind,
            @Nullable UUID documentId,
            @Nullable Integer generation,
            @Nullable String sha256,
            long count,
            String detail,
            boolean repaired) {}

    /**
     * @param indexCompat of the collection that was compared: the one that is searched
     * @param documents that were looked at; points and blobs likewise
     * @param findings how many of each kind
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Summary(
            String indexCompat,
            long documents,
            long points,
            long blobs,
            Map<FindingKind, Long> findings,
            long repaired) {}
}

package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The {@code retrieval} event of a streamed answer: what was found, without the texts. The hit of
 * rank n is the passage cited as {@code [n]}.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RetrievalEvent(
        List<Found> hits,
        SearchMode mode,
        int candidates,
        Map<String, Double> timingsMs,
        List<String> degraded) {

    /** One hit in short. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Found(int rank, UUID documentId, String title, int page, double score) {}

    public static RetrievalEvent of(SearchResponse search) {
        return new RetrievalEvent(
                search.hits().stream()
                        .map(
                                hit ->
                                        new Found(
                                                hit.rank(),
                                                hit.documentId(),
                                                hit.title(),
                                                hit.page(),
                                                hit.score()))
                        .toList(),
                search.mode(),
                search.candidates(),
                search.timingsMs(),
                search.degraded());
    }
}

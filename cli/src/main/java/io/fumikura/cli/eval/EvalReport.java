package io.fumikura.cli.eval;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.eval.Bootstrap.Interval;
import io.fumikura.contract.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code eval.json} holds.
 *
 * @param models what the services said of their models, by seat
 * @param settings what they were started with besides, for example the weights of the final order
 * @param clients how many asked at the same time
 * @param against how it differs from an earlier report, when one was named
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record EvalReport(
        Instant createdAt,
        Map<String, Map<String, String>> models,
        Map<String, String> settings,
        int clients,
        boolean joined,
        List<SetResult> sets,
        @Nullable Comparison against) {
    private static final ObjectMapper JSON = EventJson.mapper();

    /**
     * One folder.
     *
     * @param indexSeconds to bring the documents in; 0 when they were there already
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SetResult(
            String name,
            long documents,
            int questions,
            int unjudged,
            double indexSeconds,
            List<ModeResult> modes) {}

    /**
     * One way of searching.
     *
     * @param secondsPerQuery as the caller waits
     * @param stagesMs as the service says, by stage
     * @param degraded questions that a part was missing for, even when asked again
     * @param notFound when it would be said that the documents do not contain the answer; null
     *     where nothing was reranked
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ModeResult(
            RetrievalMode mode,
            Map<Metric, Interval> metrics,
            Percentiles secondsPerQuery,
            Map<String, Percentiles> stagesMs,
            int degraded,
            @Nullable NotFound notFound,
            List<AskedQuestion> questions) {}

    /** The median, and what 95 in 100 stay below. */
    record Percentiles(double p50, double p95) {}

    /**
     * @param top the first documents that were found
     * @param bestLogits null where nothing was reranked
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AskedQuestion(
            String id,
            String text,
            Map<Metric, Double> metrics,
            List<String> top,
            double ms,
            Map<String, Double> stagesMs,
            List<String> degraded,
            NotFound.@Nullable Best bestLogits) {}

    EvalReport comparedWith(EvalReport earlier) {
        return new EvalReport(
                createdAt, models, settings, clients, joined, sets, Comparison.of(earlier, this));
    }

    void write(Path file) throws IOException {
        Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }

    static EvalReport read(Path file) {
        try {
            return JSON.readValue(file.toFile(), EvalReport.class);
        } catch (IOException e) {
            throw new CommandFailure(
                    "%s is not the eval.json of an earlier run: %s"
                            .formatted(
                                    file,
                                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
                    e);
        }
    }
}

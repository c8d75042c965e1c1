package io.fumikura.query.log;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.SearchResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Every metric of this service, by name. */
public final class QueryMetrics {
    private static final String STAGE = "fumikura.query.stage";
    private static final String DEGRADED = "fumikura.query.degraded";
    private static final String ANSWERS = "fumikura.query.answers";
    private static final String INVALID_CITATIONS = "fumikura.query.citations.invalid";
    private static final String GENERATION_FAILURES = "fumikura.query.generation.failures";
    private static final String WRITING = "fumikura.query.generation.writing";
    private static final String WAITING = "fumikura.query.generation.waiting";
    private static final String QUESTIONS = "fumikura.query.questions";
    private static final String LOG_ROWS_LOST = "fumikura.query.log.rows.lost";

    private final MeterRegistry registry;
    private final TenantTags tenants = new TenantTags();

    public QueryMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.counter(LOG_ROWS_LOST);
        registry.counter(INVALID_CITATIONS);
        // Made at the start, so that a rate sees the first of them.
        generationFailures(ErrorCode.DEPENDENCY_UNAVAILABLE.wireName());
        generationFailures(ErrorCode.DEADLINE_EXCEEDED.wireName());
        generationFailures(ErrorCode.OVERLOADED.wireName());
    }

    void searched(String tenant, SearchResponse response) {
        count("search", tenant);
        record("search", response.timingsMs(), response.degraded());
    }

    void answered(String tenant, AnswerResponse response) {
        count("answer", tenant);
        record("answer", response.timingsMs(), response.degraded());
        registry.counter(ANSWERS, "kind", response.kind().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private void count(String route, String tenant) {
        registry.counter(QUESTIONS, "route", route, "tenant", tenants.tag(tenant)).increment();
    }

    void logRowLost() {
        registry.counter(LOG_ROWS_LOST).increment();
    }

    /** Numbers a language model cited that no passage has. */
    public void invalidCitations(int count) {
        registry.counter(INVALID_CITATIONS).increment(count);
    }

    /**
     * The language model did not finish an answer.
     *
     * @param code of the error, for example {@code overloaded}
     */
    public void generationFailed(String code) {
        generationFailures(code).increment();
    }

    private Counter generationFailures(String code) {
        return registry.counter(GENERATION_FAILURES, "code", code);
    }

    /** How many answers the language model is writing, and how many wait for it. */
    public void generating(Supplier<Number> writing, Supplier<Number> waiting) {
        Gauge.builder(WRITING, writing).register(registry);
        Gauge.builder(WAITING, waiting).register(registry);
    }

    private void record(String route, Map<String, Double> timings, List<String> degraded) {
        timings.forEach(
                (stage, ms) ->
                        registry.timer(STAGE, "route", route, "stage", stage)
                                .record((long) (ms * 1000), TimeUnit.MICROSECONDS));
        degraded.forEach(
                part -> registry.counter(DEGRADED, "route", route, "part", part).increment());
    }
}

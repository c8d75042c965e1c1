package io.fumikura.serving;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ErrorDialect;
import io.fumikura.inference.TextResult.Cost;
import io.fumikura.inference.batch.BatchListener.Batched;
import io.fumikura.inference.model.Task;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * The metric names of Text Embeddings Inference beside our own, so that dashboards and alerts made
 * for it keep working: same names, labels, units (seconds, tokens) and buckets. Three differences.
 * Its counters end in {@code _count} and {@code _success}, where our registry would add {@code
 * _total}; they are gauges here that only ever grow, which {@code rate()} treats alike. {@code
 * te_embed_*} and {@code te_predict_*} time a call, whose inputs wait and run together, not each
 * input. And {@code te_request_*} does not see a request whose JSON could not be read, nor Kafka.
 */
final class TeiMetrics {
    private static final double[] DURATIONS =
            DoubleStream.iterate(0.000_015, value -> value * 1.5).limit(35).toArray();
    private static final double[] LENGTHS = powersOfTwo(20);
    private static final double[] BATCH_ROWS = powersOfTwo(13);
    private static final double[] BATCH_TOKENS = powersOfTwo(21);
    private static final double NANOS_PER_SECOND = 1e9;

    private static final String ALL = "";

    private final MeterRegistry registry;
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> durations = new ConcurrentHashMap<>();
    private final DistributionSummary inputLength;
    private final DistributionSummary batchRows;
    private final DistributionSummary batchTokens;

    TeiMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.inputLength = histogram("te_request_input_length", Tags.empty(), LENGTHS);
        this.batchRows = histogram("te_batch_next_size", Tags.empty(), BATCH_ROWS);
        this.batchTokens = histogram("te_batch_next_tokens", Tags.empty(), BATCH_TOKENS);
    }

    private static double[] powersOfTwo(int count) {
        return DoubleStream.iterate(1, value -> value * 2).limit(count).toArray();
    }

    /** The part of a metric's name that says what is asked of the model. */
    private static String word(Task task) {
        return task == Task.EMBEDDING ? "te_embed" : "te_predict";
    }

    private static String method(int inputs) {
        return inputs == 1 ? "single" : "batch";
    }

    /**
     * @param inputs how many wait, over all lanes
     */
    void queueSize(Supplier<Number> inputs) {
        Gauge.builder("te_queue_size", inputs).register(registry);
    }

    void batch(Batched batch) {
        batchRows.record(batch.rows());
        batchTokens.record(batch.paddedTokens());
    }

    void requested(int inputs) {
        count("te_request_count", "method", method(inputs), 1);
    }

    void answered(int inputs, Cost cost, Duration whole) {
        count("te_request_success", "method", method(inputs), 1);
        time("te_request", method(inputs), cost, whole);
    }

    void refused(ErrorCode code) {
        String kind = ErrorDialect.teiType(code).toLowerCase(Locale.ROOT);
        count("te_request_failure", "err", kind, 1);
    }

    void inputLength(int tokens) {
        inputLength.record(tokens);
    }

    void asked(Task task, int inputs) {
        count(word(task) + "_count", "method", ALL, inputs);
    }

    void computed(Task task, int inputs, Cost cost, Duration whole) {
        count(word(task) + "_success", "method", ALL, inputs);
        time(word(task), ALL, cost, whole);
    }

    private void time(String prefix, String method, Cost cost, Duration whole) {
        record(prefix + "_duration", method, whole);
        record(prefix + "_tokenization_duration", method, cost.tokenization());
        record(prefix + "_queue_duration", method, cost.queue());
        record(prefix + "_inference_duration", method, cost.inference());
    }

    private void record(String name, String method, Duration took) {
        durations
                .computeIfAbsent(
                        name + method, key -> histogram(name, tags("method", method), DURATIONS))
                .record(took.toNanos() / NANOS_PER_SECOND);
    }

    private DistributionSummary histogram(String name, Tags tags, double[] buckets) {
        return DistributionSummary.builder(name)
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private void count(String name, String label, String value, long by) {
        counters.computeIfAbsent(name + value, key -> counter(name, tags(label, value))).add(by);
    }

    private LongAdder counter(String name, Tags tags) {
        LongAdder counter = new LongAdder();
        Gauge.builder(name, counter, LongAdder::sum)
                .strongReference(true)
                .tags(tags)
                .register(registry);
        return counter;
    }

    private static Tags tags(String label, String value) {
        return value.isEmpty() ? Tags.empty() : Tags.of(label, value);
    }
}

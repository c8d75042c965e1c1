package io.fumikura.embedding;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** The metric names of the Kafka side; those of the model are in {@code ModelMetrics}. */
@Singleton
public class EmbeddingMetrics {
    private final MeterRegistry registry;

    EmbeddingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void truncated(int inputs) {
        registry.counter("fumikura.inputs.truncated").increment(inputs);
    }

    void deadLetter(String code) {
        registry.counter("fumikura.dead.letters", "code", code).increment();
    }

    void vectorsSent(int count) {
        registry.counter("fumikura.vectors.sent").increment(count);
    }
}

package io.fumikura.embedding;

import io.fumikura.contract.problem.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The metrics of the Kafka side; those of the model are in {@code ModelMetrics}. */
@Singleton
public class EmbeddingMetrics {
    private final MeterRegistry registry;
    private final Counter vectors;

    EmbeddingMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.vectors = registry.counter("fumikura.vectors.sent");
    }

    /** Has it made at the start, so that a rate sees the first event. */
    void begin(@Observes StartupEvent start) {
        deadLetters(ErrorCode.INVALID_EVENT);
        deadLetters(ErrorCode.INFERENCE_FAILED);
    }

    private Counter deadLetters(ErrorCode code) {
        return registry.counter("fumikura.dead.letters", "code", code.wireName());
    }

    void deadLetter(ErrorCode code) {
        deadLetters(code).increment();
    }

    void vectorSent() {
        vectors.increment();
    }
}

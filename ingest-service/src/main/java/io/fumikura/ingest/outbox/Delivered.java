package io.fumikura.ingest.outbox;

import java.util.List;
import java.util.Map;

/**
 * What became of the rows of a batch.
 *
 * @param taken which Kafka has
 * @param refused why, by topic, for one of its rows
 */
record Delivered(List<OutboxRow> taken, Map<String, Throwable> refused) {
    Delivered {
        taken = List.copyOf(taken);
        refused = Map.copyOf(refused);
    }
}

package io.fumikura.ingest.outbox;

import java.util.List;
import java.util.Map;

/**
 * What became of the rows of a batch.
 *
 * @param taken which Kafka has
 * @param tooLarge which Kafka will never take
 * @param refused why, by topic, for one of its other rows
 */
record Delivered(List<OutboxRow> taken, List<OutboxRow> tooLarge, Map<String, Throwable> refused) {
    Delivered {
        taken = List.copyOf(taken);
        tooLarge = List.copyOf(tooLarge);
        refused = Map.copyOf(refused);
    }
}

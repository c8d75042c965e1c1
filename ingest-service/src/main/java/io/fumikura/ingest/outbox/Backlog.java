package io.fumikura.ingest.outbox;

import java.time.Instant;

/**
 * What waits for Kafka in one topic.
 *
 * @param rows how many, {@link OutboxRows#COUNTED} at most
 * @param first id of the oldest
 * @param oldest when that one was written
 */
record Backlog(String topic, long rows, long first, Instant oldest) {}

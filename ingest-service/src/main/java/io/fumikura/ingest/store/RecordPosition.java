package io.fumikura.ingest.store;

import java.time.Instant;

/**
 * Where in the documents topics a record lies.
 *
 * @param time the record has, of its producer or its broker; not of the event in it
 */
public record RecordPosition(String topic, int partition, long offset, Instant time) {}

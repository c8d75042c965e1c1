package io.fumikura.ingest.store;

import java.time.Instant;

/**
 * Where in the documents topic a record lies.
 *
 * @param time the record has, of its producer or its broker; not of the event in it
 */
public record RecordPosition(int partition, long offset, Instant time) {}

package io.fumikura.ingest.index;

import io.fumikura.ingest.deadletter.RecordOrigin;

/**
 * A record of the vectors topic as it came.
 *
 * @param value never changed
 */
// The array is what Kafka delivered; records of this type are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record VectorRecord(RecordOrigin origin, byte[] value) {}

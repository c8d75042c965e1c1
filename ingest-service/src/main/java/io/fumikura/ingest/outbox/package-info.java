/**
 * Records on their way to Kafka: written in the transaction of the state change they tell of, sent
 * afterwards, deleted when Kafka has them. Start at {@link io.fumikura.ingest.outbox.Outbox}, then
 * {@link io.fumikura.ingest.outbox.OutboxRelay}.
 */
@NullMarked
package io.fumikura.ingest.outbox;

import org.jspecify.annotations.NullMarked;

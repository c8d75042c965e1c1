package io.fumikura.ingest.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaSenderTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void sendsTheRowsOfOtherTopicsWhereOneIsMissing() {
        List<OutboxRow> rows = List.of(row("missing"), row("a"), row("missing"), row("b"));

        Delivered delivered;
        try (KafkaSender sender = new KafkaSender(new WithoutATopic())) {
            delivered = sender.send(rows);
        }

        assertThat(delivered.taken()).extracting(row -> row.topic).containsExactly("a", "b");
        assertThat(delivered.refused()).containsOnlyKeys("missing");
        assertThat(asked).as("each time it blocks").containsExactly("missing", "a", "b");
    }

    @Test
    void aRowThatIsTooLargeKeepsNoneOfItsTopic() {
        List<OutboxRow> rows = List.of(row("large"), row("large"));

        Delivered delivered;
        try (KafkaSender sender = new KafkaSender(new WithoutATopic())) {
            delivered = sender.send(rows);
        }

        assertThat(delivered.taken()).containsExactly(rows.get(1));
        assertThat(delivered.tooLarge()).containsExactly(rows.get(0));
        assertThat(delivered.refused()).isEmpty();
    }

    private static OutboxRow row(String topic) {
        return new OutboxRow(new OutboxRecord(topic, "key", Map.of(), new byte[] {1}), "{}");
    }

    /** As Kafka's own does it: the topic is waited for, and then the answer has failed. */
    private final class WithoutATopic extends MockProducer<String, byte[]> {
        WithoutATopic() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> sent) {
            asked.add(sent.topic());
            if (sent.topic().equals("missing")) {
                return CompletableFuture.failedFuture(new TimeoutException("not present"));
            }
            return sent.topic().equals("large") && asked.size() == 1
                    ? CompletableFuture.failedFuture(new RecordTooLargeException("too large"))
                    : super.send(sent);
        }
    }
}

package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IngestStack.class)
class OutboxQuarkusTest {
    /** No topic can have such a name. */
    private static final String MISSING = "no such topic!";

    /** More than go into a batch. */
    private static final int ROWS = 600;

    /** Within it the missing topic is tried again, and waiting for it takes 10 s. */
    private static final Duration A_WHILE = Duration.ofSeconds(14);

    private static final Duration SOON = Duration.ofSeconds(9);

    @Inject IngestHarness ingest;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @AfterEach
    void forget() {
        ingest.execute("delete from ingest.outbox where topic = $1", MISSING);
    }

    @Test
    void aTopicThatIsMissingKeepsNoOtherAndIsSeen() {
        ingest.execute(
                "insert into ingest.outbox (topic, key, headers, value, created_at) select $1, 'k',"
                        + " '{}', ''::bytea, now() - interval '1 hour' from generate_series(1, $2)",
                MISSING,
                ROWS);

        DocumentView view = ingest.upload("届く文書 " + UUID.randomUUID());

        IngestHarness.awaitState(view.id(), DocumentState.INDEXED);
        await().atMost(IngestHarness.PATIENCE)
                .untilAsserted(
                        () -> {
                            String metrics = given().get("/q/metrics").asString();
                            assertThat(value(metrics, "fumikura_ingest_outbox_waiting"))
                                    .isGreaterThanOrEqualTo(ROWS);
                            assertThat(value(metrics, "fumikura_ingest_outbox_oldest_seconds"))
                                    .isGreaterThan(3_000);
                        });
        for (Instant end = Instant.now().plus(A_WHILE); Instant.now().isBefore(end); ) {
            UUID next = ingest.upload("次の文書 " + UUID.randomUUID()).id();
            await().atMost(SOON)
                    .until(() -> IngestHarness.view(next).state() == DocumentState.INDEXED);
        }
    }

    @Test
    void aRowThatIsTooLargeForItsTopicBecomesADeadLetterAndKeepsNoOther() throws Exception {
        String small = "small-" + UUID.randomUUID();
        NewTopic topic =
                new NewTopic(small, 1, (short) 1)
                        .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "100000"));
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(topic)).all().get();
        }

        // Digests, because they cannot be compressed to so little; more than Kafka sends as one
        // batch.
        ingest.execute(
                "insert into ingest.outbox (topic, key, headers, value, created_at) select $1, 'k'"
                        + " || size, '{}', (select convert_to(string_agg(md5(random()::text), ''),"
                        + " 'UTF8') from generate_series(1, size)), now() from unnest(array[1, 20000, 2])"
                        + " size",
                small);

        Map<String, Object> letter = ingest.awaitDeadLetter("topic = $1", small);
        assertThat(letter.get("key")).isEqualTo("k20000");
        assertThat(letter.get("stage")).isEqualTo("send");
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.count("ingest.outbox where topic = $1", small) == 0);
        assertThat(ingest.deadLetters("topic = $1", small)).hasSize(1);
    }

    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}

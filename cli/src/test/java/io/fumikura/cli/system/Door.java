package io.fumikura.cli.system;

import static org.awaitility.Awaitility.await;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.client.Refusal;
import io.fumikura.cli.stack.Component;
import io.fumikura.contract.event.CloudEvent;
import io.fumikura.contract.event.DocumentDeleted;
import io.fumikura.contract.event.DocumentSubmitted;
import io.fumikura.contract.event.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A way in. It says the same again until it is accepted, as a careful producer does. */
interface Door extends AutoCloseable {
    Duration AGAIN_AFTER = Duration.ofMillis(300);
    Duration ACCEPTED_WITHIN = Duration.ofMinutes(3);

    /** What is said; a repetition is equal to what it repeats. */
    record Message(UUID document, int version, boolean deletion, Content content, Instant time) {}

    /** What a document is to be. */
    record Content(String title, String text) {
        static final Content NONE = new Content("", "");
    }

    void send(Message message);

    /**
     * Says after everything that was said of a document that there is not what marks it.
     *
     * @return false where that is not needed, because what is accepted is known at once
     */
    boolean mark(ToldDocument document);

    /** Whether a message that comes late is known to be late. */
    boolean keepsTime();

    @Override
    void close();

    static Door rest(RunningSystem system) {
        FumikuraClient client =
                new FumikuraClient(
                        system.settings().url(Component.INGEST),
                        system.settings().url(Component.QUERY));
        return new Door() {
            @Override
            public void send(Message message) {
                await().atMost(ACCEPTED_WITHIN)
                        .pollInterval(AGAIN_AFTER)
                        .ignoreExceptionsMatching(
                                e -> e instanceof Refusal || e instanceof CommandFailure)
                        .until(() -> sent(message));
            }

            private boolean sent(Message message) {
                if (message.deletion()) {
                    client.delete(message.document());
                } else {
                    client.uploadText(
                            message.document(),
                            message.content().title(),
                            message.content().text());
                }
                return true;
            }

            @Override
            public boolean mark(ToldDocument document) {
                return false;
            }

            @Override
            public boolean keepsTime() {
                return false;
            }

            @Override
            public void close() {
                try {
                    client.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /**
     * The Kafka client repeats by itself.
     *
     * @param source of its events
     */
    static Door kafka(RunningSystem system, String source) {
        KafkaProducerOfDocuments producer =
                new KafkaProducerOfDocuments(system.settings().kafkaBootstrapServers());
        return new Door() {
            @Override
            public void send(Message message) {
                String key = message.document().toString();
                Object data =
                        message.deletion()
                                ? new DocumentDeleted(message.document())
                                : submitted(message);
                String type = message.deletion() ? DocumentDeleted.TYPE : DocumentSubmitted.TYPE;
                send(key, Integer.toString(message.version()), type, message.time(), data);
            }

            private void send(String key, String what, String type, Instant time, Object data) {
                String eventId = source + "/" + key + "/" + what;
                producer.send(
                        key,
                        EventJson.write(CloudEvent.of(eventId, source, type, key, time, data)));
            }

            @Override
            public boolean mark(ToldDocument document) {
                send(
                        document.id().toString(),
                        "mark",
                        DocumentDeleted.TYPE,
                        Instant.now(),
                        new DocumentDeleted(document.mark()));
                return true;
            }

            @Override
            public boolean keepsTime() {
                return true;
            }

            @Override
            public void close() {
                producer.close();
            }
        };
    }

    private static DocumentSubmitted submitted(Message message) {
        return new DocumentSubmitted(
                message.document(),
                message.content().title(),
                "text/plain",
                Base64.getEncoder()
                        .encodeToString(message.content().text().getBytes(StandardCharsets.UTF_8)),
                null,
                null,
                null,
                List.of("kill"),
                null,
                Map.of());
    }
}

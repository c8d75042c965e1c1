package io.fumikura.localstack;

import io.fumikura.contract.event.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One real Kafka broker that is its own controller (KRaft). Topics are not created on first use: a
 * misspelt name must fail here as it does in production.
 */
final class LocalKafka implements AutoCloseable {

    static final int PARTITIONS = 4;
    static final int MAX_MESSAGE_BYTES = 64 << 20;

    private static final List<String> TOPICS =
            List.of(
                    Topics.DOCUMENTS,
                    Topics.PAGES,
                    Topics.CHUNKS,
                    Topics.VECTORS,
                    Topics.DOCUMENT_EVENTS,
                    Topics.DEAD_LETTERS);
    private static final long ADMIN_SECONDS = 30;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private LocalKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * @param advertisedPort where clients are told to come
     */
    static LocalKafka start(Path folder, int port, int advertisedPort) {
        Properties settings = settings(folder, port, advertisedPort);
        format(folder, settings);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        LocalKafka kafka = new LocalKafka(server, "127.0.0.1:" + port);
        try {
            server.startup();
            kafka.createTopics();
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    private static Properties settings(Path folder, int port, int advertisedPort) {
        int controllerPort = Ports.free(1).get(0);
        Properties settings = new Properties();
        settings.putAll(
                Map.of(
                        "process.roles",
                        "broker,controller",
                        "node.id",
                        "1",
                        "controller.quorum.voters",
                        "1@127.0.0.1:" + controllerPort,
                        "controller.listener.names",
                        "CONTROLLER",
                        "listener.security.protocol.map",
                        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                        "listeners",
                        "PLAINTEXT://127.0.0.1:"
                                + port
                                + ",CONTROLLER://127.0.0.1:"
                                + controllerPort,
                        "advertised.listeners",
                        "PLAINTEXT://127.0.0.1:" + advertisedPort,
                        "log.dirs",
                        folder.resolve("log").toString(),
                        "message.max.bytes",
                        String.valueOf(MAX_MESSAGE_BYTES),
                        "auto.create.topics.enable",
                        "false"));
        // One broker: nothing to replicate to, no group to wait for, few threads, small caches.
        settings.putAll(
                Map.of(
                        "offsets.topic.replication.factor", "1",
                        "offsets.topic.num.partitions", "1",
                        "transaction.state.log.replication.factor", "1",
                        "transaction.state.log.min.isr", "1",
                        "transaction.state.log.num.partitions", "1",
                        "share.coordinator.state.topic.replication.factor", "1",
                        "share.coordinator.state.topic.min.isr", "1",
                        "share.coordinator.state.topic.num.partitions", "1",
                        "group.initial.rebalance.delay.ms", "0",
                        "log.cleaner.dedupe.buffer.size", "2097152"));
        settings.putAll(
                Map.of(
                        "num.network.threads", "2",
                        "num.io.threads", "4",
                        "background.threads", "2"));
        return settings;
    }

    /** Kafka writes meta.properties last, so a format that was cut off is done again. */
    private static void format(Path folder, Properties settings) {
        if (Files.exists(folder.resolve("log/meta.properties"))) {
            return;
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("server.properties");
            try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                settings.store(writer, null);
            }
            String[] command = {
                "format", "--config", file.toString(), "--cluster-id", Uuid.randomUuid().toString()
            };
            int status =
                    StorageTool.execute(
                            command, new PrintStream(output, true, StandardCharsets.UTF_8));
            if (status != 0) {
                throw new LocalStackException(
                        "Kafka could not format its folder "
                                + folder
                                + ": "
                                + output.toString(StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            throw new LocalStackException("Kafka could not format its folder " + folder + ".", e);
        }
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<String> present = admin.listTopics().names().get(ADMIN_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing =
                    TOPICS.stream()
                            .filter(topic -> !present.contains(topic))
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                            .toList();
            admin.createTopics(missing).all().get(ADMIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("The start was interrupted.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new LocalStackException(
                    "Kafka at " + bootstrapServers + " did not create its topics.", e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}

package io.fumikura.bench.process;

import io.fumikura.bench.load.MixedTexts.SizedText;
import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The Kafka of local-stack, empty at every start. */
public final class KafkaProcess implements AutoCloseable {
    private final ServiceProcess process;
    private final String address;

    private KafkaProcess(ServiceProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    public static KafkaProcess start(Path root, Path work)
            throws IOException, InterruptedException {
        Files.createDirectories(work);
        Path data = Files.createTempDirectory(work, "local-stack");
        int kafka = freePort();
        Path jar = root.resolve("local-stack/target/local-stack.jar");
        int qdrant = freePort();
        List<String> command =
                List.of(
                        ServiceProcess.java(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-Djboss.host.name=localhost",
                        "-cp",
                        jar + ":" + jar.resolveSibling("lib") + "/*",
                        "io.fumikura.localstack.LocalStackMain",
                        "--data",
                        data.toString(),
                        "--kafka-port",
                        String.valueOf(kafka),
                        "--postgres-port",
                        String.valueOf(freePort()),
                        "--qdrant-port",
                        String.valueOf(qdrant));
        // It opens Qdrant's port last.
        ServiceProcess process =
                ServiceProcess.start(
                        command,
                        Map.of(),
                        work.resolve("logs/local-stack.log"),
                        () -> open(qdrant));
        return new KafkaProcess(process, "127.0.0.1:" + kafka);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean open(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public String address() {
        return address;
    }

    /** Puts every text on {@code fumikura.chunks}. */
    public void sendChunks(List<SizedText> texts) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address, "acks", "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < texts.size(); i++) {
                UUID document = new UUID(0, i);
                ChunkToEmbed chunk = new ChunkToEmbed(document, 1, 0, 1, texts.get(i).text());
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        Topics.CHUNKS,
                                        document.toString(),
                                        EventJson.write(chunk)));
            }
        }
    }

    /**
     * What came back.
     *
     * @param documents that have a vector
     * @param records repeated ones included
     */
    public record Vectors(int documents, long records) {}

    /** Reads {@code fumikura.vectors} until so many documents are there, or the time is over. */
    public Vectors vectors(int documents, Duration limit) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(
                    consumer.partitionsFor(Topics.VECTORS).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList());
            consumer.seekToBeginning(consumer.assignment());
            Set<String> seen = new HashSet<>();
            long records = 0;
            long end = System.nanoTime() + limit.toNanos();
            boolean more = true;
            while (more && System.nanoTime() < end) {
                ConsumerRecords<String, byte[]> read = consumer.poll(Duration.ofMillis(500));
                for (ConsumerRecord<String, byte[]> record : read) {
                    seen.add(record.key());
                    records++;
                }
                more = seen.size() < documents || !read.isEmpty();
            }
            return new Vectors(seen.size(), records);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

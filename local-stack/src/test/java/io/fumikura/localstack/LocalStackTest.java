package io.fumikura.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.event.Topics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

    @Test
    void keepsRowsAndRecordsOverARestart(@TempDir Path folder) throws Exception {
        LocalStackConfig config = LocalStackConfig.onFreePorts(folder);
        try (LocalStack stack = LocalStack.start(config);
                Connection connection = connect(stack)) {
            connection.createStatement().execute("CREATE TABLE kept (word text)");
            connection.createStatement().execute("INSERT INTO kept VALUES ('文庫')");
            try (KafkaProducer<String, String> producer = producer(stack)) {
                producer.send(new ProducerRecord<>(Topics.DOCUMENTS, "k", "v"))
                        .get(20, TimeUnit.SECONDS);
            }
        }

        try (LocalStack stack = LocalStack.start(config);
                Connection connection = connect(stack);
                ResultSet rows =
                        connection.createStatement().executeQuery("SELECT word FROM kept");
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrapServers()))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("文庫");
            Map<String, TopicDescription> topics =
                    admin.describeTopics(List.of(Topics.DOCUMENTS))
                            .allTopicNames()
                            .get(20, TimeUnit.SECONDS);
            assertThat(topics.values())
                    .singleElement()
                    .satisfies(topic -> assertThat(topic.partitions()).hasSize(4));
        }
    }

    private static Connection connect(LocalStack stack) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://"
                        + stack.postgresHost()
                        + ":"
                        + stack.postgresPort()
                        + "/fumikura",
                "fumikura",
                "fumikura");
    }

    private static KafkaProducer<String, String> producer(LocalStack stack) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafkaBootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }
}

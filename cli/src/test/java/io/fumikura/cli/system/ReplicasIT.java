package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.cli.stack.Component;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.query.Hit;
import io.fumikura.index.ChunkIndex;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of ingest-service on one Kafka and one PostgreSQL. */
@ExtendWith(SharedSystem.class)
class ReplicasIT {
    private static final String GROUP = "ingest-pages";

    /** What a process read: a whole document, or a part of a long one. */
    private static final String READ = "fumikura_ingest_parsed_total ";

    private static final int PAGES = 200;
    private static final List<Integer> PARTS = List.of(1, 65, 129, 193);

    @Test
    void shareThePagesOfOneLongDocument(RunningSystem system, @TempDir Path folder)
            throws Exception {
        UUID id = withPartsOnEveryPartition();
        Path file = PdfOfLines.writePages(folder.resolve("long.pdf"), pages());
        try (Replica second = Replica.of(system, Component.INGEST, folder.resolve("second.log"));
                Admin kafka =
                        Admin.create(
                                Map.of(
                                        "bootstrap.servers",
                                        system.settings().kafkaBootstrapServers()));
                KafkaProducerOfDocuments producer =
                        new KafkaProducerOfDocuments(system.settings().kafkaBootstrapServers())) {
            await().atMost(Duration.ofMinutes(1)).until(() -> eachHasOnePartition(kafka));
            long readBefore = read(system.get(Component.INGEST, "/q/metrics"));

            producer.submit(id, file, "application/pdf");
            Documents.awaitAllIndexed(system, List.of(id));

            assertThat(read(system.get(Component.INGEST, "/q/metrics")) - readBefore)
                    .as("parts that the first process read")
                    .isGreaterThanOrEqualTo(2);
            assertThat(read(second.get("/q/metrics")))
                    .as("parts that the second process read")
                    .isGreaterThanOrEqualTo(2);
            assertThat(second.stop())
                    .as("who takes over waits for it")
                    .isLessThan(Duration.ofSeconds(10));
        }
        assertWhole(system, id);
    }

    /** Two processes with two consumers each, and four partitions. */
    private static boolean eachHasOnePartition(Admin kafka)
            throws ExecutionException, InterruptedException {
        List<MemberDescription> members =
                kafka.describeConsumerGroups(List.of(GROUP)).all().get().values().stream()
                        .flatMap(group -> group.members().stream())
                        .toList();
        return members.size() == PARTS.size()
                && members.stream().allMatch(m -> m.assignment().topicPartitions().size() == 1);
    }

    /** Where a part goes follows from its key, so that an id can be looked for. */
    private static UUID withPartsOnEveryPartition() {
        return Stream.generate(UUID::randomUUID)
                .filter(
                        id ->
                                PARTS.stream()
                                                .map(first -> (id + "/" + first).getBytes(UTF_8))
                                                .map(
                                                        key ->
                                                                Utils.toPositive(Utils.murmur2(key))
                                                                        % PARTS.size())
                                                .distinct()
                                                .count()
                                        == PARTS.size())
                .findFirst()
                .orElseThrow();
    }

    private static List<List<String>> pages() {
        return IntStream.rangeClosed(1, PAGES)
                .mapToObj(page -> List.of("What is written here is about " + word(page) + "."))
                .toList();
    }

    /** Told apart by their letters, because numbers that are alike are alike words. */
    private static String word(int page) {
        return "replica" + (char) ('a' + page / 26) + (char) ('a' + page % 26);
    }

    private static long read(HttpResponse<String> metrics) {
        return (long)
                metrics.body()
                        .lines()
                        .filter(line -> line.startsWith(READ))
                        .mapToDouble(line -> Double.parseDouble(line.substring(READ.length())))
                        .sum();
    }

    private static void assertWhole(RunningSystem system, UUID id) throws IOException {
        DocumentView document = system.client().document(id);
        assertThat(document.pages()).isEqualTo(PAGES);
        try (ChunkIndex index = ChunkIndex.connect(system.indexAddress())) {
            assertThat(
                            index.countPoints(Topics.DEFAULT_TENANT, id, /* visibleOnly= */ true)
                                    .toCompletableFuture()
                                    .join())
                    .isEqualTo(document.chunks());
        }
        for (int page : List.of(1, 64, 65, 128, 129, 192, 193, PAGES)) {
            assertThat(system.client().page(id, page).lines())
                    .as("page %d", page)
                    .singleElement()
                    .satisfies(line -> assertThat(line.text()).contains(word(page)));
            assertThat(system.search(word(page), 1).hits())
                    .as("what is found of page %d", page)
                    .singleElement()
                    .extracting(Hit::documentId, hit -> hit.text().contains(word(page)))
                    .containsExactly(id, true);
        }
    }
}

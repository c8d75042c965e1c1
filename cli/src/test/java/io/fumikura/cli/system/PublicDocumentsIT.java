package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fumikura.cli.client.FileTypes;
import io.fumikura.cli.client.Ingestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real public documents of every format: in through REST and, separately, through Kafka. */
@ExtendWith(SharedSystem.class)
class PublicDocumentsIT {
    private static final Path FOLDER = RunningSystem.sharedData().resolve("docs-demo");
    private static final Set<String> COVERED = Set.of("md", "txt", "rst", "html", "pdf", "csv");

    @BeforeAll
    static void needsTheDocuments() {
        assumeTrue(Files.isDirectory(FOLDER), "the public documents are not beside this checkout");
    }

    @Test
    void areAllIndexedAndFoundWhenUploaded(RunningSystem system)
            throws IOException, InterruptedException {
        List<String> failed = new ArrayList<>();
        Map<UUID, String> names = new HashMap<>();
        for (Path file : documents()) {
            Ingestion.Outcome outcome = system.ingest(file);
            if (!outcome.indexed()) {
                failed.add(file.getFileName() + ": " + outcome.reason());
            }
            names.put(
                    system.client().upload(file, FileTypes.of(file)).id(),
                    FOLDER.relativize(file).toString());
        }
        assertThat(failed).isEmpty();

        Questions.Result result =
                Questions.ask(
                        system,
                        Questions.read(Path.of("src/test/resources/docs-demo-questions.jsonl")),
                        names);

        System.out.printf(
                "public documents: %d of %d questions answered by the first three%n",
                result.asked() - result.missed().size(), result.asked());
        assertThat(result.asked()).isGreaterThanOrEqualTo(20);
        assertThat(result.missed()).isEmpty();
    }

    @Test
    void areAllIndexedWhenTheyComeThroughKafka(RunningSystem system)
            throws IOException, InterruptedException {
        Map<UUID, Path> sent = new HashMap<>();
        try (KafkaProducerOfDocuments producer =
                new KafkaProducerOfDocuments(system.settings().kafkaBootstrapServers())) {
            for (Path file : documents()) {
                UUID id = UUID.randomUUID();
                producer.submit(id, file, FileTypes.of(file));
                sent.put(id, file);
            }
        }

        Documents.awaitAllIndexed(system, sent.keySet());
    }

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("README.md"))
                    .filter(PublicDocumentsIT::isCovered)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isCovered(Path file) {
        String name = file.getFileName().toString();
        return COVERED.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}

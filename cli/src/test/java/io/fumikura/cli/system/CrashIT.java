package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.cli.stack.Component;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.IndexAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any one process is killed while documents go in; after the next start each is there, once. */
class CrashIT {
    private static final int DOCUMENTS = 12;
    private static final int PARAGRAPHS = 40;

    @TempDir static Path data;

    private static RunningSystem system;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        system = RunningSystem.start(data.resolve("data"));
    }

    @AfterAll
    static void stop() throws IOException {
        system.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyAcceptedDocumentIsIndexedExactlyOnce(Component victim, @TempDir Path folder)
            throws IOException, InterruptedException {
        List<UUID> accepted = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            accepted.add(system.client().upload(document(folder, victim, i), "text/plain").id());
        }

        system.kill(victim);
        system.stack().up();

        Documents.awaitAllIndexed(system, accepted);
        try (ChunkIndex index = ChunkIndex.connect(indexAddress())) {
            for (UUID id : accepted) {
                DocumentView document = system.client().document(id);
                assertThat(document.chunks()).isGreaterThan(1);
                assertThat(points(index, id, true)).as("visible").isEqualTo(document.chunks());
                assertThat(points(index, id, false)).as("all").isEqualTo(document.chunks());
            }
        }
    }

    private static long points(ChunkIndex index, UUID id, boolean visibleOnly) {
        return index.countPoints(Topics.DEFAULT_TENANT, id, visibleOnly)
                .toCompletableFuture()
                .join();
    }

    private static IndexAddress indexAddress() {
        return new IndexAddress(
                "127.0.0.1",
                system.settings().port(Component.LOCAL_STACK),
                Optional.empty(),
                false);
    }

    private static Path document(Path folder, Component victim, int number) throws IOException {
        String text =
                IntStream.range(0, PARAGRAPHS)
                        .mapToObj(
                                p ->
                                        "第%d段落。%sの停止試験に使う文書%dである。"
                                                        .formatted(p, victim.processName(), number)
                                                + "この段落は、処理の途中で一つの工程が止まっても内容が失われないことを確かめるために書かれている。"
                                                        .repeat(3))
                        .collect(Collectors.joining("\n\n"));
        Path file = folder.resolve("%s-%d.txt".formatted(victim.processName(), number));
        return Files.writeString(file, text);
    }
}

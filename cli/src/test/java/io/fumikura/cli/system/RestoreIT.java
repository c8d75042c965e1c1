package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the operator's guide says of backups: the database and the originals are enough; index and
 * Kafka are made anew.
 */
class RestoreIT {
    private static final Path SAMPLES = RunningSystem.root().resolve("samples/documents");
    private static final List<String> QUESTIONS =
            List.of("結婚するときの休暇は何日もらえますか", "副業は月に何時間までできますか", "大阪に出張したときのホテル代はいくらまで出ますか");
    private static final List<String> KEPT = List.of("local-stack/postgres", "blobs");
    private static final UUID UNDER_WAY = new UUID(3, 1);
    private static final Duration IN_TIME = Duration.ofMinutes(2);

    @TempDir private Path folder;

    @Test
    void bringsBackEveryDocumentFromTheDatabaseAndTheOriginals() throws Exception {
        Path lost = folder.resolve("lost");
        Path restored = folder.resolve("restored");
        Map<String, List<UUID>> found = new HashMap<>();
        List<DocumentView> documents = new ArrayList<>();
        try (RunningSystem before = RunningSystem.start(lost)) {
            try (Stream<Path> files = Files.list(SAMPLES)) {
                for (Path file : files.sorted().toList()) {
                    assertThat(before.ingest(file).reason()).as(file.toString()).isEmpty();
                }
            }
            documents.addAll(before.client().indexedDocuments(0, 100));
            for (String question : QUESTIONS) {
                found.put(question, found(before, question));
            }
            before.client().uploadText(UNDER_WAY, "最後の文書", longText());
            await().atMost(IN_TIME)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> before.client().document(UNDER_WAY).chunksIndexed() > 0);
        }

        for (String part : KEPT) {
            copy(lost.resolve(part), restored.resolve(part));
        }

        try (RunningSystem after = RunningSystem.start(restored)) {
            assertThat(
                            DevCommand.run(after, "reconcile", "--repair", "--stuck-after", "PT1S")
                                    .exitCode())
                    .isZero();
            await().atMost(IN_TIME)
                    .untilAsserted(
                            () ->
                                    assertThat(DevCommand.run(after, "reconcile").said())
                                            .contains("\"findings\":{}"));
            await().atMost(IN_TIME)
                    .until(
                            () ->
                                    after.client().document(UNDER_WAY).state()
                                            == DocumentState.INDEXED);
            DevCommand whole = DevCommand.run(after, "reconcile");
            assertThat(whole.said()).as(whole.said()).contains("\"findings\":{}");

            assertThat(after.client().indexedDocuments(0, 100))
                    .extracting(DocumentView::id)
                    .containsAll(documents.stream().map(DocumentView::id).toList())
                    .contains(UNDER_WAY);
            found.forEach((question, ids) -> assertThat(found(after, question)).isEqualTo(ids));
            assertThat(after.client().page(UNDER_WAY, 1).lines())
                    .anySatisfy(line -> assertThat(line.text()).contains("締切の直前"));
        }
    }

    /** So long that some of its passages are written and others not when the service ends. */
    private static String longText() {
        return IntStream.rangeClosed(1, 1_500)
                .mapToObj(i -> "締切の直前に届いた文書の本文、その%d番目の段落である。".formatted(i))
                .collect(Collectors.joining("\n\n"));
    }

    /** Documents of the best hits, best first. */
    private static List<UUID> found(RunningSystem system, String question) {
        return system.search(question, 3).hits().stream().map(hit -> hit.documentId()).toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}

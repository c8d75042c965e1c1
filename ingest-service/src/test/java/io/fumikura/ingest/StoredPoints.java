package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.DocumentRef;
import io.fumikura.index.PointPlace;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is really in a collection, and texts to put there. */
record StoredPoints(ChunkIndex index) {

    List<PointPlace> of(UUID document, String indexCompat) {
        return done(index.collections()
                        .places(indexCompat, Optional.of(ref(document)), Optional.empty(), 1_000))
                .places();
    }

    /** All passages of the newest generation, once, visible, and nothing else. */
    void assertWhole(UUID document, String indexCompat) {
        DocumentView view = IngestHarness.view(document);
        assertThat(of(document, indexCompat))
                .hasSize(view.chunks())
                .allMatch(
                        place ->
                                place.visible()
                                        && place.fits()
                                        && place.generation() == view.generation());
    }

    static DocumentRef ref(UUID document) {
        return new DocumentRef(Topics.DEFAULT_TENANT, document);
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** Several passages, different each time. */
    static String text(String word) {
        String run = UUID.randomUUID().toString();
        return IntStream.range(0, 60)
                .mapToObj(i -> word + "の文" + i + "は" + run.substring(0, 8) + "である。")
                .collect(Collectors.joining("\n\n"));
    }
}

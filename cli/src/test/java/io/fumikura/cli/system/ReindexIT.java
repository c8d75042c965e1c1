package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.Refusal;
import io.fumikura.cli.stack.Component;
import io.fumikura.cli.throughput.MadeUpTexts;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.contract.ingest.ReindexView;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.DocumentRef;
import io.fumikura.index.PlacePage;
import io.fumikura.index.PointPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another embedding model, while searches run and documents come, change and go, with a kill in the
 * middle; then back. {@code -Dfumikura.reindex.chunks=50000} for the long form.
 */
class ReindexIT {
    private static final int CHUNKS = Integer.getInteger("fumikura.reindex.chunks", 600);
    private static final int PARAGRAPHS = Math.max(25, CHUNKS / 500);
    private static final Duration PATIENCE = Duration.ofMinutes(Math.max(10, CHUNKS / 500));

    @Test
    void noSearchFailsOrMixesModelsAndNothingIsLostThroughAKillASwitchAndTheWayBack(
            @TempDir Path data) throws IOException, InterruptedException {
        Laps laps = new Laps();
        int port = NextModel.freePort();
        Map<String, String> settings = new HashMap<>(RunningSystem.MISSED_SOON);
        settings.put("INGEST_REINDEX_EMBEDDING_URL", NextModel.url(port).toString());
        settings.put("QUERY_NEXT_EMBEDDING_URL", NextModel.url(port).toString());
        try (RunningSystem system = RunningSystem.start(data.resolve("data"), settings);
                NextModel next = NextModel.start(port, data.resolve("next"));
                ChunkIndex index = ChunkIndex.connect(system.indexAddress())) {
            List<UUID> fixed = fill(system);
            String old = done(index.servedIndexCompat());
            assertThat(next.indexCompat()).isNotEqualTo(old);
            laps.lap("filled");
            SearchWatch watch = new SearchWatch(system, MadeUpTexts.questions(20), fixed);
            Map<String, List<String>> before = watch.now();
            watch.start(2);
            ComingAndGoing others = new ComingAndGoing(system);

            post(system, "/v1/reindex");
            awaitProgress(system, 0.2);
            long atKill = reindex(system).progress().chunksDone();
            laps.lap("killed");
            system.kill(Component.INGEST);
            system.stack().up();
            laps.lap("up again");
            long afterKill = reindex(system).progress().chunksDone();
            ReindexView switched = awaitState(system, ReindexState.SWITCHED);
            laps.lap("switched");

            // The old embedding service still reads the chunks topic; its vectors are made anew.
            int soFar = others.changes();
            await().atMost(PATIENCE).until(() -> others.changes() > soFar + 12);
            others.close();
            laps.lap("others ended");
            List<UUID> all = new ArrayList<>(fixed);
            all.addAll(others.living());
            Documents.awaitAllIndexed(system, all);
            laps.lap("all indexed");
            assertThat(done(index.collections().served())).contains(NextModel.INDEX_COMPAT);
            long points = requireExact(system, index, NextModel.INDEX_COMPAT, all, others);

            await().atMost(Duration.ofSeconds(10)).until(() -> !watch.now().equals(before));
            Map<String, List<String>> after = watch.now();
            assertThat(after).isNotEqualTo(before);

            laps.lap("compared");
            post(system, "/v1/reindex/rollback");
            awaitState(system, ReindexState.ROLLED_BACK);
            laps.lap("rolled back");
            assertThat(done(index.collections().served())).contains(old);
            requireExact(system, index, old, all, others);
            await().atMost(Duration.ofSeconds(10)).until(() -> watch.now().equals(before));
            system.client().operate("DELETE", "/v1/indexes/" + NextModel.INDEX_COMPAT);
            long asked = watch.asked();
            await().atMost(PATIENCE).until(() -> watch.asked() > asked + 40);
            watch.close();
            laps.lap("compared again");

            assertThat(watch.failures()).isEmpty();
            assertThat(watch.others(before, after)).as("answers of neither model").isEmpty();
            assertThat(done(index.collections().all())).containsExactly(old);
            assertThat(DevCommand.run(system, "dead-letters")).isEqualTo(new DevCommand(0, ""));
            assertThat(DevCommand.run(system, "reindex").said()).startsWith("rolled_back from");
            DevCommand reconciled = DevCommand.run(system, "reconcile");
            assertThat(reconciled.exitCode()).as(reconciled.said()).isZero();
            assertThat(reconciled.said()).contains("\"findings\":{}", "\"points\":" + points);
            assertThat(afterKill).as("what was done is not done again").isGreaterThan(atKill / 2);
            System.out.printf(
                    "reindex: %d passages (%d in the end), %d at the kill, %d after it, switched"
                            + " with %d searches and %d changes of other documents meanwhile; %s%n",
                    switched.progress().chunks(),
                    points,
                    atKill,
                    afterKill,
                    watch.asked(),
                    others.changes(),
                    laps.lap("reconciled"));
        }
    }

    /** How long each step took, in words. */
    private static final class Laps {
        private final StringBuilder words = new StringBuilder("steps in seconds");
        private Instant last = Instant.now();

        String lap(String name) {
            Instant now = Instant.now();
            words.append(", ").append(name);
            words.append(" %.1f".formatted(Duration.between(last, now).toMillis() / 1000.0));
            last = now;
            return words.toString();
        }
    }

    private static List<UUID> fill(RunningSystem system) {
        List<UUID> ids = new ArrayList<>();
        long expected = 0;
        for (int i = 0; expected < CHUNKS; i++) {
            UUID id = new UUID(0, 1_000 + i);
            system.client().uploadText(id, "文書 " + i, MadeUpTexts.text(i, PARAGRAPHS));
            ids.add(id);
            if (i == 0) {
                Documents.awaitAllIndexed(system, ids);
            }
            expected = (long) ids.size() * system.client().document(ids.get(0)).chunks();
        }
        Documents.awaitAllIndexed(system, ids);
        return ids;
    }

    private static void awaitProgress(RunningSystem system, double share) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            ReindexView.Progress progress = reindex(system).progress();
                            return progress.chunksDone() >= share * progress.chunks();
                        });
    }

    private static ReindexView awaitState(RunningSystem system, ReindexState state) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(e -> e instanceof Refusal || e instanceof CommandFailure)
                .until(
                        () -> reindex(system),
                        view -> {
                            assertThat(view.state()).isNotEqualTo(ReindexState.FAILED);
                            return view.state() == state;
                        });
    }

    private static ReindexView reindex(RunningSystem system) {
        return system.client()
                .read(system.client().operate("GET", "/v1/reindex"), ReindexView.class);
    }

    private static void post(RunningSystem system, String path) {
        system.client().operate("POST", path);
    }

    /** Every document whole, once, visible, and nothing else. */
    private static long requireExact(
            RunningSystem system,
            ChunkIndex index,
            String indexCompat,
            List<UUID> living,
            ComingAndGoing others) {
        long expected = 0;
        for (UUID id : living) {
            DocumentView document = system.client().document(id);
            List<PointPlace> places = places(index, indexCompat, id);
            assertThat(places)
                    .as("%s in %s", id, indexCompat)
                    .hasSize(document.chunks())
                    .allMatch(
                            place ->
                                    place.visible()
                                            && place.fits()
                                            && place.generation() == document.generation());
            expected += document.chunks();
        }
        for (UUID id : others.deleted()) {
            await().atMost(PATIENCE).until(() -> places(index, indexCompat, id).isEmpty());
        }
        long all = expected;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(done(index.collections().countVisible(indexCompat)))
                                        .isEqualTo(all));
        return all;
    }

    private static List<PointPlace> places(ChunkIndex index, String indexCompat, UUID id) {
        DocumentRef document = new DocumentRef(Topics.DEFAULT_TENANT, id);
        PlacePage page =
                done(
                        index.collections()
                                .places(
                                        indexCompat,
                                        Optional.of(document),
                                        Optional.empty(),
                                        10_000));
        return page.places();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}

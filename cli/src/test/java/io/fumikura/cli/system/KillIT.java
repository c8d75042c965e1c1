package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed at random moments while several producers bring in, replace and delete
 * documents, repeat themselves and send events out of order. Nothing is lost, nothing is twice, and
 * no reader ever saw half a document or two versions of one. Short here; {@code ./dev.sh bench
 * kills} is the long form.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("fumikura.kills", 6);
    private static final int DOCUMENTS = Integer.getInteger("fumikura.kills.documents", 45);
    private static final long SEED = Long.getLong("fumikura.kills.seed", 1L);
    private static final int PRODUCERS = 3;

    /** The pause before a kill is anything up to this. */
    private static final int LONGEST_PAUSE_MS = 4000;

    @TempDir static Path data;

    @Test
    void nothingIsLostNothingIsTwiceAndNoReaderSeesHalfADocument() throws Exception {
        List<ToldDocument> documents =
                IntStream.range(0, DOCUMENTS).mapToObj(n -> new ToldDocument(SEED, n)).toList();
        Instant begin = Instant.now();
        ExecutorService pool = Executors.newFixedThreadPool(PRODUCERS + 1);
        try (RunningSystem system =
                RunningSystem.start(data.resolve("data"), RunningSystem.MISSED_SOON)) {
            KillReader reader = new KillReader(system, documents);
            Future<?> reading = pool.submit(reader);
            List<KillProducer> producers = producers(system, documents);
            List<Future<?>> producing = new ArrayList<>();
            for (KillProducer producer : producers) {
                producing.add(pool.submit(producer));
            }
            Victims victims = kill(system, producers);
            for (Future<?> future : producing) {
                future.get();
            }
            KillAudit audit = new KillAudit(system, documents);
            audit.awaitLastVersions();
            reader.stop();
            reading.get();

            System.out.printf(
                    "%d kills (%s) during %d operations on %d documents, seed %d, %d s;"
                            + " a reader looked %d times, and %d times in vain%n",
                    KILLS,
                    victims,
                    producers.stream().mapToInt(KillProducer::operations).sum(),
                    DOCUMENTS,
                    SEED,
                    Duration.between(begin, Instant.now()).toSeconds(),
                    reader.looked(),
                    reader.inVain());
            assertThat(reader.findings()).isEmpty();
            assertThat(reader.looked()).isGreaterThan(DOCUMENTS);
            audit.check();
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<KillProducer> producers(
            RunningSystem system, List<ToldDocument> documents) {
        return IntStream.range(0, PRODUCERS)
                .mapToObj(
                        p ->
                                new KillProducer(
                                        p == 0
                                                ? Door.rest(system)
                                                : Door.kafka(system, "/kill/" + p),
                                        documents.stream()
                                                .filter(d -> d.number() % PRODUCERS == p)
                                                .toList(),
                                        KILLS,
                                        new Random(SEED + p)))
                .toList();
    }

    private static Victims kill(RunningSystem system, List<KillProducer> producers)
            throws IOException, InterruptedException {
        Random random = new Random(SEED);
        Victims victims = new Victims(system, random);
        for (int i = 0; i < KILLS; i++) {
            producers.forEach(KillProducer::goOn);
            // Not to wait for something: the moment of the kill is to be anything.
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MS));
            victims.killOne();
            system.stack().up();
        }
        return victims;
    }
}

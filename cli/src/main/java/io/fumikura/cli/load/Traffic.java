package io.fumikura.cli.load;

import io.fumikura.cli.throughput.MadeUpTexts;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Requests at fixed rates, each at its time whether or not those before have been answered. */
final class Traffic implements AutoCloseable {
    private static final int PARAGRAPHS = 3;
    private static final int QUESTIONS = 200;

    private final LoadClient client;
    private final List<String> questions = MadeUpTexts.questions(QUESTIONS);
    private final Queue<UUID> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicLong searches = new AtomicLong();
    private final AtomicLong uploads = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private volatile Phase phase;

    private Traffic(LoadClient client, Phase first) {
        this.client = client;
        this.phase = first;
    }

    /** Rates are requests a second, above 0. */
    static Traffic start(LoadClient client, Phase first, double searches, double uploads) {
        Traffic traffic = new Traffic(client, first);
        traffic.every(searches, traffic::search);
        traffic.every(uploads, traffic::upload);
        return traffic;
    }

    private void every(double rate, Runnable send) {
        long period = (long) (TimeUnit.SECONDS.toNanos(1) / rate);
        var unused = clock.scheduleAtFixedRate(send, period, period, TimeUnit.NANOSECONDS);
    }

    private void search() {
        String question = questions.get((int) (searches.getAndIncrement() % QUESTIONS));
        phase.watch(Request.SEARCH, System.nanoTime(), client.search(question));
    }

    private void upload() {
        long number = uploads.getAndIncrement();
        UUID id = new UUID(2, number);
        phase.watch(
                Request.UPLOAD,
                System.nanoTime(),
                client.upload(id, "文書 " + number, MadeUpTexts.text(number, PARAGRAPHS))
                        .whenComplete(
                                (outcome, failure) -> {
                                    if (outcome == Outcome.DONE) {
                                        accepted.add(id);
                                    }
                                }));
    }

    void go(Phase next) {
        phase = next;
    }

    /** Documents that ingest-service has taken. */
    List<UUID> accepted() {
        return List.copyOf(accepted);
    }

    /** Nothing more is sent. */
    void stop() {
        clock.shutdownNow();
    }

    @Override
    public void close() {
        stop();
    }
}

package io.fumikura.cli.system;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.Refusal;
import io.fumikura.cli.throughput.MadeUpTexts;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends, replaces and deletes documents until it is told to stop; knows which live on. */
final class ComingAndGoing implements AutoCloseable {
    private static final int PARAGRAPHS = 4;

    /** Also when nobody answers: who asks without one takes the processors from the restart. */
    private static final long PAUSE_NANOS = 300_000_000;

    private final RunningSystem system;
    private final List<UUID> living = new CopyOnWriteArrayList<>();
    private final List<UUID> deleted = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "coming-and-going");
    private volatile boolean stopped;
    private final AtomicInteger changes = new AtomicInteger();

    ComingAndGoing(RunningSystem system) {
        this.system = system;
        thread.start();
    }

    private void run() {
        Random random = new Random(11);
        while (!stopped) {
            try {
                change(random);
            } catch (CommandFailure | Refusal e) {
                // The service was killed: what it did not accept does not count.
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void change(Random random) {
        int choice = random.nextInt(10);
        if (living.isEmpty() || choice < 5) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            // Noted before: a killed service may have accepted it without saying so.
            living.add(id);
            send(id, random);
        } else if (choice < 8) {
            send(living.get(random.nextInt(living.size())), random);
        } else {
            UUID id = living.get(random.nextInt(living.size()));
            system.client().delete(id);
            deleted.add(id);
            living.remove(id);
        }
        changes.incrementAndGet();
    }

    private void send(UUID id, Random random) {
        system.client()
                .uploadText(id, "変わる文書 " + id, MadeUpTexts.text(random.nextLong(), PARAGRAPHS));
    }

    /** Those that the service knows. */
    List<UUID> living() {
        List<UUID> known = new ArrayList<>();
        for (UUID id : living) {
            try {
                DocumentView document = system.client().document(id);
                if (document.state() != DocumentState.DELETED) {
                    known.add(id);
                }
            } catch (Refusal e) {
                // Never accepted.
            }
        }
        return known;
    }

    List<UUID> deleted() {
        return List.copyOf(deleted);
    }

    int changes() {
        return changes.get();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

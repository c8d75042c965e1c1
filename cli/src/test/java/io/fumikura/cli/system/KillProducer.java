package io.fumikura.cli.system;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Says something new about its documents, a share of it between two kills: submissions,
 * replacements, deletions, in between what it said earlier once more, and two in the wrong order.
 */
final class KillProducer implements Callable<Void> {
    private static final int OPERATIONS_PER_DOCUMENT = 3;
    private static final double DELETIONS = 0.2;
    private static final double REPETITIONS = 0.2;
    private static final double SWAPS = 0.2;

    private final Door door;
    private final List<ToldDocument> documents;
    private final Random random;
    private final int rounds;
    private final int perRound;
    private final Semaphore round = new Semaphore(0);
    private final List<Door.Message> said = new ArrayList<>();
    private Instant time = Instant.EPOCH;
    private int operations;

    KillProducer(Door door, List<ToldDocument> documents, int rounds, Random random) {
        this.door = door;
        this.documents = documents;
        this.rounds = rounds;
        this.perRound =
                Math.max(1, (documents.size() * OPERATIONS_PER_DOCUMENT + rounds - 1) / rounds);
        this.random = random;
    }

    /** Another share may be sent. */
    void goOn() {
        round.release();
    }

    int operations() {
        return operations;
    }

    @Override
    public Void call() throws InterruptedException {
        try (door) {
            for (int i = 0; i < rounds; i++) {
                round.acquire();
                for (int k = 0; k < perRound; k++) {
                    say(documents.get(operations++ % documents.size()));
                }
            }
            documents.stream().filter(door::mark).forEach(ToldDocument::marked);
        }
        return null;
    }

    private void say(ToldDocument document) {
        Door.Message first = next(document);
        if (random.nextDouble() < SWAPS && door.keepsTime()) {
            Door.Message second = next(document);
            door.send(second);
            door.send(first);
            return;
        }
        door.send(first);
        said.add(first);
        if (random.nextDouble() < REPETITIONS) {
            door.send(door.keepsTime() ? said.get(random.nextInt(said.size())) : first);
        }
    }

    private Door.Message next(ToldDocument document) {
        boolean deletion = document.version() > 0 && random.nextDouble() < DELETIONS;
        int version = document.tellNext(deletion);
        Door.Content content =
                deletion
                        ? Door.Content.NONE
                        : new Door.Content(document.title(version), document.text(version));
        return new Door.Message(document.id(), version, deletion, content, nextTime());
    }

    /** Later than any before: two events of one time would have no order that is right. */
    private Instant nextTime() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        time = now.isAfter(time) ? now : time.plusMillis(1);
        return time;
    }
}

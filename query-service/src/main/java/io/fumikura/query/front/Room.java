package io.fumikura.query.front;

import java.time.Duration;

/**
 * How many requests may be at ingest-service.
 *
 * @param connections requests that are there at the same time
 * @param waiting how many more may wait until one of them is done
 * @param patience longest wait for that
 */
record Room(int connections, int waiting, Duration patience) {
    static Room of(Errand errand) {
        return switch (errand) {
            case ANSWER -> new Room(64, 256, Duration.ofSeconds(10));
            case TRANSFER -> new Room(64, 64, Duration.ofSeconds(10));
            // Who follows a document can ask for its state instead.
            case EVENTS -> new Room(256, 64, Duration.ofSeconds(2));
        };
    }
}

package io.fumikura.ingest.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Originals that were fetched, as files, for the parsers to read: kept for a few minutes, because a
 * long document is read in many steps, and within a bound in bytes that only what is being read
 * exceeds. Whoever removes an original removes its copy here.
 */
final class LocalCopies {
    private static final Logger LOG = Logger.getLogger(LocalCopies.class);

    /** Unread for so long, a copy goes. */
    static final Duration IDLE = Duration.ofMinutes(10);

    private final Path directory;
    private final long maxBytes;
    private final Clock clock;

    /** In the order of their last use. */
    private final Map<BlobKey, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    LocalCopies(Path directory, long maxBytes, Clock clock) throws IOException {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.clock = clock;
        Files.createDirectories(directory);
        Staging.removeAbandoned(directory);
    }

    private static final class Copy {
        final Path file;
        final long size;
        Instant lastUse;
        int readers;
        boolean removed;

        Copy(Path file, long size, Instant now) {
            this.file = file;
            this.size = size;
            this.lastUse = now;
        }
    }

    /** The copy, if there is one. */
    synchronized Optional<Original> open(BlobKey key) {
        Copy copy = copies.get(key);
        if (copy == null || !Files.exists(copy.file)) {
            return Optional.empty();
        }
        return Optional.of(lend(copy));
    }

    /**
     * Takes a file of this folder's file system over; when somebody was quicker, theirs is lent.
     */
    synchronized Original add(BlobKey key, Path fetched) throws IOException {
        Copy known = copies.get(key);
        if (known != null && Files.exists(known.file)) {
            Files.deleteIfExists(fetched);
            return lend(known);
        }
        if (known != null) {
            forget(key, known);
        }
        Path file = directory.resolve(UUID.randomUUID().toString());
        Files.move(fetched, file, StandardCopyOption.ATOMIC_MOVE);
        Copy copy = new Copy(file, Files.size(file), clock.instant());
        copies.put(key, copy);
        bytes += copy.size;
        Original lent = lend(copy);
        shrink();
        return lent;
    }

    private Original lend(Copy copy) {
        copy.readers++;
        copy.lastUse = clock.instant();
        return new Original(copy.file, () -> giveBack(copy));
    }

    private synchronized void giveBack(Copy copy) {
        copy.readers--;
        copy.lastUse = clock.instant();
        if (copy.removed) {
            deleteUnread(copy);
        } else {
            shrink();
        }
    }

    synchronized void remove(BlobKey key) {
        @Nullable Copy copy = copies.get(key);
        if (copy != null) {
            forget(key, copy);
        }
    }

    /** Lets go what nobody has read for a while, and what a process that died has left. */
    synchronized void tidy() throws IOException {
        Instant limit = clock.instant().minus(IDLE);
        List<BlobKey> idle = new ArrayList<>();
        copies.forEach(
                (key, copy) -> {
                    if (copy.readers == 0 && copy.lastUse.isBefore(limit)) {
                        idle.add(key);
                    }
                });
        idle.forEach(this::remove);
        Staging.removeAbandoned(directory);
    }

    private void shrink() {
        Iterator<Copy> leastRecent = copies.values().iterator();
        while (bytes > maxBytes && leastRecent.hasNext()) {
            Copy copy = leastRecent.next();
            if (copy.readers == 0) {
                leastRecent.remove();
                drop(copy);
            }
        }
    }

    private void forget(BlobKey key, Copy copy) {
        copies.remove(key);
        drop(copy);
    }

    private void drop(Copy copy) {
        copy.removed = true;
        bytes -= copy.size;
        deleteUnread(copy);
    }

    private static void deleteUnread(Copy copy) {
        if (copy.readers > 0) {
            return;
        }
        try {
            Files.deleteIfExists(copy.file);
        } catch (IOException e) {
            LOG.warnf("could not delete %s: %s", copy.file, e.getMessage());
        }
    }
}

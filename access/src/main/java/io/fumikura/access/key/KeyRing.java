package io.fumikura.access.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the file as it is now. At most once a second a request looks whether the file has
 * changed and reads it again; one that cannot be read leaves the keys as they were, since locking
 * everybody out is worse than a revocation that waits for the mended file, and says so ({@link
 * #isStale()}, the log). For any thread.
 */
public final class KeyRing {
    private static final Logger LOG = Logger.getLogger(KeyRing.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Path file;
    private final InstantSource clock;
    private final AtomicBoolean looking = new AtomicBoolean();

    private volatile Map<String, ApiKey> keys;
    private volatile Instant looked;
    private volatile @Nullable FileTime modified;
    private volatile boolean stale;

    /**
     * @throws KeyFileException when the file cannot be used
     */
    public KeyRing(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.modified = modified(file);
        this.keys = byId(KeyFile.read(file));
        this.looked = clock.instant();
    }

    /** The key of this text, unless it is unknown, revoked or expired. */
    public Optional<ApiKey> find(KeyText text) {
        Instant now = clock.instant();
        look(now);
        return Optional.ofNullable(keys.get(text.id())).filter(key -> key.opensWith(text, now));
    }

    /** Whether the file has changed into one that cannot be used. */
    public boolean isStale() {
        return stale;
    }

    private void look(Instant now) {
        if (now.isBefore(looked.plus(BETWEEN_LOOKS)) || !looking.compareAndSet(false, true)) {
            return;
        }
        try {
            FileTime found = modified(file);
            if (found == null || !found.equals(modified)) {
                readAgain(found);
            }
            looked = now;
        } finally {
            looking.set(false);
        }
    }

    private void readAgain(@Nullable FileTime found) {
        try {
            keys = byId(KeyFile.read(file));
            stale = false;
            modified = found;
            LOG.infof("%d keys read from %s", keys.size(), file);
        } catch (KeyFileException e) {
            if (!stale) {
                LOG.errorf("The keys stay as they were: %s", e.getMessage());
            }
            stale = true;
        }
    }

    /**
     * Null when there is no such file. A mounted Secret changes by a link that points elsewhere.
     */
    private static @Nullable FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return null;
        }
    }

    private static Map<String, ApiKey> byId(List<ApiKey> keys) {
        return keys.stream().collect(Collectors.toUnmodifiableMap(ApiKey::id, Function.identity()));
    }
}

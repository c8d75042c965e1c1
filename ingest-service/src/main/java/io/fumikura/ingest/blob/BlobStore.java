package io.fumikura.ingest.blob;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The originals, named by the SHA-256 of their content. A name always stands for the whole content,
 * and what {@link #keep} has returned for survives a crash. All methods block. Several processes
 * may share a store.
 */
public interface BlobStore {
    Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    static boolean isSha256(String text) {
        return SHA_256.matcher(text).matches();
    }

    /** Where content lies until it is known to be wanted, on this machine. */
    Staging staging();

    /** Puts staged content under its name; when it is there already, nothing changes. */
    void keep(StagedBlob blob) throws IOException;

    boolean has(String sha256) throws IOException;

    /** The content as a file, if it is here; to be closed. */
    Optional<Original> open(String sha256) throws IOException;

    /** How many bytes, and how it begins. */
    default Optional<StagedBlob> describe(String sha256) throws IOException {
        Optional<Original> found = open(sha256);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Original original = found.get()) {
            return Optional.of(staging().describe(original.file(), sha256));
        }
    }

    /** The parts of the store that are looked at one after another: each is short enough. */
    List<String> folders() throws IOException;

    /** The originals of a folder that were put there before this instant. */
    List<String> storedBefore(String folder, Instant instant) throws IOException;

    /** Whether there was such content or not. */
    void remove(String sha256) throws IOException;

    /** Fails when nothing could be kept now. */
    void check() throws IOException;

    /** Gives back what is held on this machine and not needed any more; called now and then. */
    default void tidy() throws IOException {}

    /** What {@link #folders} holds {@code sha256} in: its first two characters. */
    static String folder(String sha256) {
        if (!isSha256(sha256)) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
        return sha256.substring(0, 2);
    }
}

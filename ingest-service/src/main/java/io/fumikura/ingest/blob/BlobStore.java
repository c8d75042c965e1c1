package io.fumikura.ingest.blob;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The originals, each its tenant's, named by the SHA-256 of their content. A name always stands for
 * the whole content, and what {@link #keep} has returned for survives a crash. All methods block.
 * Several processes may share a store.
 */
public interface BlobStore {
    Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    static boolean isSha256(String text) {
        return SHA_256.matcher(text).matches();
    }

    /** Where content lies until it is known to be wanted, on this machine. */
    Staging staging();

    /**
     * Puts staged content under its name, in place of what is there: that may be damaged. May be
     * said again.
     */
    void keep(String tenant, StagedBlob blob) throws IOException;

    boolean has(BlobKey key) throws IOException;

    /** The content as a file, if it is here; to be closed. */
    Optional<Original> open(BlobKey key) throws IOException;

    /** How many bytes, and how it begins. */
    default Optional<StagedBlob> describe(BlobKey key) throws IOException {
        Optional<Original> found = open(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Original original = found.get()) {
            return Optional.of(staging().describe(original.file(), key.sha256()));
        }
    }

    /** The parts of the store that are looked at one after another. */
    List<BlobFolder> folders() throws IOException;

    /** The originals of a folder that were put there before this instant. */
    List<BlobKey> storedBefore(BlobFolder folder, Instant instant) throws IOException;

    /** What lies between the folders and is none of ours. */
    List<UnknownBlobs> unknown() throws IOException;

    /** Whether there was such content or not. */
    void remove(BlobKey key) throws IOException;

    /** Fails when nothing could be kept now. */
    void check() throws IOException;

    /** Gives back what is held on this machine and not needed any more; called now and then. */
    default void tidy() throws IOException {}
}

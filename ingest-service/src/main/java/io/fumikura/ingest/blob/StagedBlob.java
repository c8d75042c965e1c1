package io.fumikura.ingest.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Content as a file, which a crash of the machine may take with it until it is kept.
 *
 * @param staged not yet under its name, so that it may be discarded
 * @param head the first bytes, enough to tell the format
 */
public record StagedBlob(Path file, String sha256, long size, Head head, boolean staged) {

    /** The first bytes; a type of its own because records with arrays do not compare. */
    public static final class Head {
        private final byte[] bytes;

        Head(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /** Forgets content that was not kept; harmless after it was. */
    public void discard() {
        if (!staged) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The clean-up at the next start finds it.
            org.jboss.logging.Logger.getLogger(StagedBlob.class)
                    .warnf("could not delete %s: %s", file, e.getMessage());
        }
    }
}

package io.fumikura.ingest.blob;

import io.fumikura.contract.problem.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder for content that is being taken in: counted and hashed before anybody decides about it.
 * Several processes may share it.
 */
public final class Staging {
    /** Where stores have it; no tenant is called so. */
    static final String FOLDER = ".incoming";

    /** Older leftovers belong to a process that died. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final int BUFFER = 64 * 1024;

    private final Path directory;
    private final long maxBytes;
    private final int headBytes;

    /**
     * @param maxBytes largest content taken
     * @param headBytes how much of the beginning {@link StagedBlob#head()} holds
     */
    public Staging(Path directory, long maxBytes, int headBytes) throws IOException {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.headBytes = headBytes;
        Files.createDirectories(directory);
        removeAbandoned(directory);
    }

    public long maxBytes() {
        return maxBytes;
    }

    /** For content that comes in pieces; close it in any case. */
    public BlobWriter writer() throws IOException {
        return new BlobWriter(directory.resolve(UUID.randomUUID().toString()), maxBytes, headBytes);
    }

    /** For content that is in the store already, whatever the limit is now. */
    BlobWriter copier() throws IOException {
        return new BlobWriter(directory.resolve(UUID.randomUUID().toString()), Long.MAX_VALUE, 0);
    }

    /**
     * A name for a file of the caller's, who deletes it; one that a crash leaves behind goes as
     * abandoned content does.
     */
    public Path scratch() {
        return directory.resolve(UUID.randomUUID().toString());
    }

    /**
     * Takes a whole stream. Reads on beyond the limit without keeping anything, up to eight times
     * the limit, because a caller that is still sending cannot read the answer.
     *
     * @throws ServiceException with {@code document_too_large}
     */
    public StagedBlob stage(InputStream content) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (BlobWriter writer = writer()) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                writer.write(buffer, 0, n);
            }
            return writer.finish();
        } catch (ServiceException e) {
            drain(content, buffer);
            throw e;
        }
    }

    private void drain(InputStream content, byte[] buffer) throws IOException {
        long left = 8 * maxBytes;
        for (int n = content.read(buffer); n >= 0 && left > 0; n = content.read(buffer)) {
            left -= n;
        }
    }

    /** Content that lies under its name already. */
    StagedBlob describe(Path file, String sha256) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            StagedBlob.Head head = new StagedBlob.Head(content.readNBytes(headBytes));
            return new StagedBlob(file, sha256, Files.size(file), head, false);
        }
    }

    /** What processes left that died while they took it in. */
    public void removeAbandoned() throws IOException {
        removeAbandoned(directory);
    }

    static void removeAbandoned(Path directory) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}

package io.fumikura.ingest.blob;

import io.fumikura.contract.problem.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of originals: {@code ab/abcd…}, and {@code incoming/} for what is being written. Content
 * is forced to the disk and moved under its name in one step, so a name always stands for the whole
 * content. All methods block. Several processes may share the folder.
 */
public final class BlobStore {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{2}");

    /** Older leftovers in {@code incoming/} belong to a process that died. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final int BUFFER = 64 * 1024;

    private final Path directory;
    private final Path incoming;
    private final long maxBytes;
    private final int headBytes;

    /**
     * @param maxBytes largest content taken
     * @param headBytes how much of the beginning {@link StagedBlob#head()} holds
     */
    public BlobStore(Path directory, long maxBytes, int headBytes) throws IOException {
        this.directory = directory;
        this.incoming = directory.resolve("incoming");
        this.maxBytes = maxBytes;
        this.headBytes = headBytes;
        Files.createDirectories(incoming);
        removeAbandoned();
    }

    public static boolean isSha256(String text) {
        return SHA_256.matcher(text).matches();
    }

    /** For content that comes in pieces; close it in any case. */
    public BlobWriter writer() throws IOException {
        return new BlobWriter(incoming.resolve(UUID.randomUUID().toString()), maxBytes, headBytes);
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

    /** Puts staged content under its name; when it is there already, nothing changes. */
    public void keep(StagedBlob blob) throws IOException {
        if (!blob.staged()) {
            return;
        }
        Path target = path(blob.sha256());
        Path folder = directory.resolve(blob.sha256().substring(0, 2));
        Files.createDirectories(folder);
        if (!Files.exists(target)) {
            move(blob.file(), target);
            force(folder);
        }
        blob.discard();
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the blob folder must be on one file system", e);
        }
    }

    /** A new name lasts only when its folder is on the disk, too. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Where this content lies, if it is here. */
    public Optional<Path> find(String sha256) {
        return Optional.of(path(sha256)).filter(Files::exists);
    }

    /** How many bytes, and how it begins. */
    public Optional<StagedBlob> describe(String sha256) throws IOException {
        Path file = path(sha256);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream content = Files.newInputStream(file)) {
            StagedBlob.Head head = new StagedBlob.Head(content.readNBytes(headBytes));
            return Optional.of(new StagedBlob(file, sha256, Files.size(file), head, false));
        }
    }

    /** The folders that originals lie in. */
    public List<Path> folders() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> FOLDER.matcher(String.valueOf(child.getFileName())).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The originals of a folder that were put there before this instant. */
    public List<String> storedBefore(Path folder, Instant instant) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (isSha256(name) && storedBefore(instant, file)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean storedBefore(Instant instant, Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(instant);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    public void remove(String sha256) throws IOException {
        Files.deleteIfExists(path(sha256));
    }

    private Path path(String sha256) {
        if (!isSha256(sha256)) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
        return directory.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private void removeAbandoned() throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (Stream<Path> files = Files.list(incoming)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}

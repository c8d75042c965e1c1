package io.fumikura.ingest.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of originals: {@code ab/abcd…}, and {@code incoming/} for what is being written. Content
 * is forced to the disk and moved under its name in one step.
 */
public final class FolderBlobStore implements BlobStore {
    private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{2}");

    private final Path directory;
    private final Staging staging;

    /** The staging area is a folder {@code incoming} of it, so that a move is one step. */
    public FolderBlobStore(Path directory, long maxBytes, int headBytes) throws IOException {
        this.directory = directory;
        this.staging = new Staging(directory.resolve("incoming"), maxBytes, headBytes);
    }

    @Override
    public Staging staging() {
        return staging;
    }

    @Override
    public void keep(StagedBlob blob) throws IOException {
        if (!blob.staged()) {
            return;
        }
        Path target = path(blob.sha256());
        Path folder = directory.resolve(BlobStore.folder(blob.sha256()));
        Files.createDirectories(folder);
        if (!Files.exists(target)) {
            force(blob.file());
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

    /** Of a folder, too: a new name lasts only when its folder is on the disk. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public boolean has(String sha256) {
        return Files.exists(path(sha256));
    }

    @Override
    public Optional<Original> open(String sha256) {
        return Optional.of(path(sha256))
                .filter(Files::exists)
                .map(file -> new Original(file, () -> {}));
    }

    @Override
    public List<String> folders() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isDirectory)
                    .map(child -> String.valueOf(child.getFileName()))
                    .filter(name -> FOLDER.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<String> storedBefore(String folder, Instant instant) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (BlobStore.isSha256(name) && storedBefore(instant, file)) {
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

    @Override
    public void check() throws IOException {
        if (!Files.isWritable(directory)) {
            throw new IOException(directory + " cannot be written to");
        }
    }

    @Override
    public void remove(String sha256) throws IOException {
        Files.deleteIfExists(path(sha256));
    }

    private Path path(String sha256) {
        return directory.resolve(BlobStore.folder(sha256)).resolve(sha256);
    }
}

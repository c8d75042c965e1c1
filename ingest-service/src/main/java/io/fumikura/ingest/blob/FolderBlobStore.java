package io.fumikura.ingest.blob;

import io.fumikura.access.Caller;
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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder of originals: {@code tenant/ab/abcd…}, and {@value Staging#FOLDER} for what is being
 * written, which no tenant is called. Content is forced to the disk and moved under its name in one
 * step.
 */
public final class FolderBlobStore implements BlobStore {
    /** What file systems put into a folder that is a volume of its own. */
    private static final String OF_THE_VOLUME = "lost+found";

    private final Path directory;
    private final Staging staging;

    /** The staging area is a folder {@value Staging#FOLDER} of it, so that a move is one step. */
    public FolderBlobStore(Path directory, long maxBytes, int headBytes) throws IOException {
        this.directory = directory;
        this.staging = new Staging(directory.resolve(Staging.FOLDER), maxBytes, headBytes);
    }

    @Override
    public Staging staging() {
        return staging;
    }

    @Override
    public void keep(String tenant, StagedBlob blob) throws IOException {
        if (!blob.staged()) {
            return;
        }
        BlobKey key = new BlobKey(tenant, blob.sha256());
        Path target = path(key);
        Path folder = path(key.folder());
        create(folder);
        if (Files.exists(blob.file()) || !Files.exists(target)) {
            force(blob.file());
            move(blob.file(), target);
        }
        force(folder);
    }

    /** A folder lasts only when the one it is in is on the disk, too. */
    private void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            force(Objects.requireNonNull(folder.getParent()));
            force(directory);
        }
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
    public boolean has(BlobKey key) {
        return Files.exists(path(key));
    }

    @Override
    public Optional<Original> open(BlobKey key) {
        return Optional.of(path(key))
                .filter(Files::exists)
                .map(file -> new Original(file, () -> {}));
    }

    @Override
    public List<BlobFolder> folders() throws IOException {
        List<BlobFolder> folders = new ArrayList<>();
        for (String tenant : tenants()) {
            Path place = directory.resolve(tenant);
            children(place)
                    .filter(name -> isFolder(place, name))
                    .map(prefix -> new BlobFolder(tenant, prefix))
                    .forEach(folders::add);
        }
        return folders;
    }

    private List<String> tenants() throws IOException {
        return children(directory)
                .filter(Caller::isTenant)
                .filter(name -> Files.isDirectory(directory.resolve(name)))
                .toList();
    }

    private static Stream<String> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children
                    .map(child -> String.valueOf(child.getFileName()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Override
    public List<BlobKey> storedBefore(BlobFolder folder, Instant instant) throws IOException {
        List<BlobKey> stored = new ArrayList<>();
        Path place = path(folder);
        for (String name : children(place).filter(BlobStore::isSha256).toList()) {
            if (storedBefore(instant, place.resolve(name))) {
                stored.add(new BlobKey(folder.tenant(), name));
            }
        }
        return stored;
    }

    private static boolean storedBefore(Instant instant, Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(instant);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public List<UnknownBlobs> unknown() throws IOException {
        List<UnknownBlobs> unknown = new ArrayList<>();
        List<String> tenants = tenants();
        add(unknown, directory, name -> tenants.contains(name) || isOurs(name));
        for (String tenant : tenants) {
            Path place = directory.resolve(tenant);
            add(unknown, place, name -> isFolder(place, name));
        }
        return unknown;
    }

    private static boolean isFolder(Path tenant, String name) {
        return BlobFolder.isPrefix(name) && Files.isDirectory(tenant.resolve(name));
    }

    private static boolean isOurs(String name) {
        return name.equals(Staging.FOLDER) || name.equals(OF_THE_VOLUME);
    }

    private static void add(List<UnknownBlobs> unknown, Path place, Predicate<String> known)
            throws IOException {
        List<String> others = children(place).filter(known.negate()).toList();
        if (!others.isEmpty()) {
            unknown.add(new UnknownBlobs(place.toString(), others.size(), others.get(0)));
        }
    }

    @Override
    public void check() throws IOException {
        if (!Files.isWritable(directory)) {
            throw new IOException(directory + " cannot be written to");
        }
    }

    @Override
    public void remove(BlobKey key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    private Path path(BlobKey key) {
        return path(key.folder()).resolve(key.sha256());
    }

    private Path path(BlobFolder folder) {
        return directory.resolve(folder.path());
    }
}

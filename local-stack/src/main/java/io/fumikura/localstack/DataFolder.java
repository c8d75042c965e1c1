package io.fumikura.localstack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder everything is kept in, held by a file lock as long as this JVM lives. The lock goes
 * with the process, so a killed one leaves nothing to clean up.
 */
final class DataFolder implements AutoCloseable {

    /** An empty Kafka and PostgreSQL take about 120 MB; below this they fail half way. */
    private static final long REQUIRED_MEGABYTES = 300;

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static DataFolder open(Path wanted) {
        Path path = wanted.toAbsolutePath().normalize();
        try {
            createPrivate(path);
            FileChannel lock =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!taken(lock)) {
                lock.close();
                throw new LocalStackException(
                        "The data folder "
                                + path
                                + " is used by another running local-stack: stop that one or"
                                + " choose another folder with --data.");
            }
            requireSpace(path);
            return new DataFolder(path, lock);
        } catch (IOException e) {
            throw new LocalStackException(
                    "The data folder "
                            + path
                            + " is not writable ("
                            + e.getClass().getSimpleName()
                            + "): allow this user to write there or choose another with --data.",
                    e);
        }
    }

    /** A new folder is for this user only: it will hold documents. */
    static void createPrivate(Path path) throws IOException {
        if (!Files.exists(path)) {
            Files.createDirectories(path);
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void requireSpace(Path path) throws IOException {
        long megabytes = Files.getFileStore(path).getUsableSpace() >> 20;
        if (megabytes < REQUIRED_MEGABYTES) {
            throw new LocalStackException(
                    "The disk of the data folder "
                            + path
                            + " is full: "
                            + megabytes
                            + " MB are free and "
                            + REQUIRED_MEGABYTES
                            + " MB are needed.");
        }
    }

    Path resolve(String child) {
        return path.resolve(child);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}

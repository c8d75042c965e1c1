package io.fumikura.inference.model;

import io.fumikura.inference.model.ModelManifest.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the files of a folder with a manifest's list; the cheap questions come first. */
final class FolderCheck {
    /** What may lie in a folder without being listed. */
    private static final Set<String> BESIDE_THE_FILES =
            Set.of(ManifestFile.NAME, ManifestFile.SUM_NAME, "README.md");

    private static final long BIG_BYTES = 256L << 20;

    private final Path folder;
    private final VerifyListener listener;

    FolderCheck(Path folder, VerifyListener listener) {
        this.folder = folder;
        this.listener = listener;
    }

    /** Every file that is not listed: names relative to the folder. */
    List<CheckedFile> unlisted(List<ModelFile> files) throws IOException {
        Set<Path> listed =
                files.stream()
                        .map(file -> folder.resolve(file.path()).normalize())
                        .collect(Collectors.toSet());
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !listed.contains(file) && !mayLieBeside(file))
                    .sorted()
                    .map(file -> folder.relativize(file).toString())
                    .map(name -> new CheckedFile(name, 0, name + " is not listed in the manifest"))
                    .toList();
        }
    }

    private boolean mayLieBeside(Path file) {
        return folder.equals(file.getParent())
                && BESIDE_THE_FILES.contains(String.valueOf(file.getFileName()))
                && !Files.isSymbolicLink(file);
    }

    /** Whether the files are there with their sizes. */
    List<CheckedFile> sizes(List<ModelFile> files) {
        return files.stream()
                .map(file -> new CheckedFile(file.path(), file.size(), wrongSize(file)))
                .toList();
    }

    /** The same and their sums, computed in parallel. */
    List<CheckedFile> sums(List<ModelFile> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), files.size());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<CheckedFile>> running = new ArrayList<>();
            for (ModelFile file : files) {
                running.add(pool.submit(() -> check(file)));
            }
            List<CheckedFile> results = new ArrayList<>();
            for (Future<CheckedFile> future : running) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking the model", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("checking the model failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private CheckedFile check(ModelFile file) {
        CheckedFile checked = new CheckedFile(file.path(), file.size(), problem(file));
        synchronized (listener) {
            listener.checked(checked);
        }
        return checked;
    }

    private @Nullable String problem(ModelFile expected) {
        String wrong = wrongSize(expected);
        if (wrong != null) {
            return wrong;
        }
        String name = expected.path();
        try {
            String sum = FileSums.sha256(folder.resolve(name), bytes -> progress(expected, bytes));
            return sum.equals(expected.sha256())
                    ? null
                    : "%s has SHA-256 %s, the manifest says %s"
                            .formatted(name, sum, expected.sha256());
        } catch (NoSuchFileException e) {
            return name + " is missing";
        } catch (IOException e) {
            return "%s cannot be read (%s)".formatted(name, e);
        }
    }

    private @Nullable String wrongSize(ModelFile expected) {
        Path file = folder.resolve(expected.path()).normalize();
        String name = expected.path();
        if (!file.startsWith(folder) || Path.of(name).isAbsolute()) {
            return name + " leads out of the model folder";
        }
        for (@Nullable Path part = file;
                part != null && !part.equals(folder);
                part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                return name + " is a symbolic link";
            }
        }
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return name + " is missing";
            }
            long size = Files.size(file);
            return size == expected.size()
                    ? null
                    : String.format(
                            Locale.ROOT,
                            "%s has %,d bytes, the manifest says %,d",
                            name,
                            size,
                            expected.size());
        } catch (IOException e) {
            return "%s cannot be read (%s)".formatted(name, e);
        }
    }

    private void progress(ModelFile file, long bytes) {
        if (file.size() >= BIG_BYTES) {
            synchronized (listener) {
                listener.read(file, bytes);
            }
        }
    }
}

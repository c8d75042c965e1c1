package io.fumikura.inference.model;

import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model folder that holds exactly the files its manifest lists, each with the recorded size and
 * SHA-256. There is no way to get one without the check.
 */
public final class ModelFolder {
    private static final int MAX_HASH_THREADS = 4;

    /** Endings of files a runtime might load; such a file that is not listed is refused. */
    private static final Set<String> WEIGHT_ENDINGS =
            Set.of(".onnx", ".data", ".safetensors", ".bin", ".pt", ".pth", ".gguf", ".ort");

    private final Path path;
    private final ModelManifest manifest;

    private ModelFolder(Path path, ModelManifest manifest) {
        this.path = path;
        this.manifest = manifest;
    }

    /**
     * @throws ModelUnavailableException the folder is not the approved model
     */
    public static ModelFolder verify(Path folder) {
        return verify(folder, checked -> {});
    }

    /**
     * Hashes the files in parallel.
     *
     * @param progress told of every file when it has been checked, good or not, in any order; never
     *     called by two threads at once
     * @throws ModelUnavailableException the folder is not the approved model; the message names the
     *     first problem in the order of the manifest
     */
    public static ModelFolder verify(Path folder, Consumer<CheckedFile> progress) {
        Path path = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new ModelUnavailableException(
                    "there is no such folder",
                    path,
                    path.resolve(ManifestReader.FILE),
                    "Put the model there, or set the model path to the folder that has it.");
        }
        ModelManifest manifest = ManifestReader.read(path);
        List<CheckedFile> checked = checkAll(path, manifest.files(), progress);
        for (CheckedFile file : checked) {
            if (file.problem() != null) {
                throw altered(path, file.path(), file.problem());
            }
        }
        refuseUnlistedWeights(path, manifest);
        return new ModelFolder(path, manifest);
    }

    private static List<CheckedFile> checkAll(
            Path path, List<ModelFile> files, Consumer<CheckedFile> progress) {
        int threads =
                Math.min(
                        Math.min(MAX_HASH_THREADS, Runtime.getRuntime().availableProcessors()),
                        files.size());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<CheckedFile>> running = new ArrayList<>();
            for (ModelFile file : files) {
                running.add(
                        pool.submit(
                                () -> {
                                    CheckedFile checked = FileSums.check(path, file);
                                    synchronized (pool) {
                                        progress.accept(checked);
                                    }
                                    return checked;
                                }));
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

    private static void refuseUnlistedWeights(Path path, ModelManifest manifest) {
        Set<Path> listed =
                manifest.files().stream()
                        .map(file -> path.resolve(file.path()).normalize())
                        .collect(Collectors.toSet());
        try (Stream<Path> walk = Files.walk(path)) {
            walk.filter(file -> !listed.contains(file) && couldBeLoaded(file))
                    .sorted()
                    .findFirst()
                    .ifPresent(
                            file -> {
                                String name = path.relativize(file).toString();
                                throw altered(path, name, name + " is not listed in the manifest");
                            });
        } catch (IOException | UncheckedIOException e) {
            throw altered(path, "", "the folder cannot be listed (" + e + ")");
        }
    }

    private static boolean couldBeLoaded(Path file) {
        String name = String.valueOf(file.getFileName());
        return !Files.isDirectory(file) && WEIGHT_ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static ModelUnavailableException altered(Path folder, String file, String problem) {
        return new ModelUnavailableException(
                problem,
                folder,
                folder.resolve(file).normalize(),
                "Copy the model folder again from where it was approved, or rebuild the image;"
                        + " `models verify "
                        + folder
                        + "` shows every file.");
    }

    public Path path() {
        return path;
    }

    public ModelManifest manifest() {
        return manifest;
    }

    /** SHA-256 (hex) over the listed sums: two folders with one digest are one model. */
    public String digest() {
        return FileSums.digest(manifest.files());
    }

    /**
     * The first file of a role.
     *
     * @throws ModelUnavailableException the manifest lists none
     */
    public Path file(Role role) {
        return manifest.files().stream()
                .filter(file -> file.role() == role)
                .findFirst()
                .map(file -> path.resolve(file.path()))
                .orElseThrow(
                        () ->
                                altered(
                                        path,
                                        ManifestReader.FILE,
                                        "the manifest lists no file with the role " + role));
    }
}

package io.fumikura.inference.model;

import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * A model folder that holds exactly the files its manifest lists, each with the recorded size and
 * SHA-256. There is no way to get one without the check; only the sums of the weights may still be
 * in the making, see {@link #open}.
 */
public final class ModelFolder {
    private final Path path;
    private final ManifestFile manifest;
    private final CompletableFuture<Void> weights;

    private ModelFolder(Path path, ManifestFile manifest, CompletableFuture<Void> weights) {
        this.path = path;
        this.manifest = manifest;
        this.weights = weights;
    }

    /**
     * @throws ModelUnavailableException the folder is not the approved model
     */
    public static ModelFolder verify(Path folder) {
        return verify(folder, new VerifyListener() {});
    }

    /**
     * @throws ModelUnavailableException the folder is not the approved model; the message names the
     *     first problem in the order of the manifest, then of files that nobody listed
     */
    public static ModelFolder verify(Path folder, VerifyListener listener) {
        Path path = existing(folder);
        ManifestFile manifest = ManifestFile.read(path);
        FolderCheck check = new FolderCheck(path, listener);
        List<ModelFile> files = manifest.manifest().files();
        List<CheckedFile> unlisted = unlisted(check, path, files);
        unlisted.forEach(listener::checked);
        refuse(path, check.sums(files));
        refuse(path, unlisted);
        return new ModelFolder(path, manifest, CompletableFuture.completedFuture(null));
    }

    /**
     * Checks everything but the sums of the weights, and starts to compute those. What is parsed
     * (manifest, graph, tokeniser) is verified when this returns; weights are numbers, and a
     * runtime may read them while they are summed. Nobody may use the model before {@link
     * #requireVerified}.
     *
     * @throws ModelUnavailableException the folder is not the approved model
     */
    public static ModelFolder open(Path folder) {
        Path path = existing(folder);
        ManifestFile manifest = ManifestFile.read(path);
        FolderCheck check = new FolderCheck(path, new VerifyListener() {});
        List<ModelFile> files = manifest.manifest().files();
        refuse(path, check.sizes(files));
        refuse(path, unlisted(check, path, files));
        Map<Boolean, List<ModelFile>> weights =
                files.stream().collect(Collectors.partitioningBy(f -> f.role() == Role.WEIGHTS));
        refuse(path, check.sums(weights.getOrDefault(false, List.of())));
        return new ModelFolder(
                path,
                manifest,
                CompletableFuture.runAsync(
                        () -> refuse(path, check.sums(weights.getOrDefault(true, List.of())))));
    }

    /**
     * Waits until the sums of the weights are known.
     *
     * @throws ModelUnavailableException the weights are not the approved ones
     */
    public void requireVerified() {
        try {
            weights.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ModelUnavailableException altered ? altered : e;
        }
    }

    private static Path existing(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new ModelUnavailableException(
                    "there is no such folder",
                    path,
                    path.resolve(ManifestFile.NAME),
                    "Put the model there, or set the model path to the folder that has it.");
        }
        return path;
    }

    private static List<CheckedFile> unlisted(
            FolderCheck check, Path folder, List<ModelFile> files) {
        try {
            return check.unlisted(files);
        } catch (IOException | UncheckedIOException e) {
            throw altered(folder, "", "the folder cannot be listed (" + e + ")");
        }
    }

    private static void refuse(Path folder, List<CheckedFile> checked) {
        for (CheckedFile file : checked) {
            if (file.problem() != null) {
                throw altered(folder, file.path(), file.problem());
            }
        }
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
        return manifest.manifest();
    }

    /**
     * SHA-256 (hex) of {@code model.json}, which holds the sums of all other files: two folders
     * with one digest are one model.
     */
    public String digest() {
        return manifest.digest();
    }

    /**
     * @param approved digest of the one model that is wanted
     * @throws ModelUnavailableException this is another
     */
    public void requireDigest(String approved) {
        if (!approved.equals(digest())) {
            throw new ModelUnavailableException(
                    "the model has the digest %s, the configuration asks for %s"
                            .formatted(digest(), approved),
                    path,
                    path.resolve(ManifestFile.NAME),
                    "Put the approved model there, or approve this one by setting its digest.");
        }
    }

    /**
     * The first file of a role.
     *
     * @throws ModelUnavailableException the manifest lists none
     */
    public Path file(Role role) {
        return manifest().files().stream()
                .filter(file -> file.role() == role)
                .findFirst()
                .map(file -> path.resolve(file.path()))
                .orElseThrow(
                        () ->
                                altered(
                                        path,
                                        ManifestFile.NAME,
                                        "the manifest lists no file with the role " + role));
    }
}

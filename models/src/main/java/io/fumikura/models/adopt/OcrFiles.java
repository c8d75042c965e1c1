package io.fumikura.models.adopt;

import io.fumikura.inference.model.ManifestFile;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.models.catalogue.OcrCard;
import io.fumikura.models.checkpoint.BadCheckpoint;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which files of a folder are those a profile names. They keep the names their publisher gave them,
 * so that anyone can compare them with where they came from.
 */
final class OcrFiles {
    private final Path folder;
    private final OcrCard card;
    private final Map<String, Role> needed;
    private final List<String> names;

    /** By the name in the profile: the name in the folder. */
    private final Map<String, String> found = new LinkedHashMap<>();

    private OcrFiles(Path folder, OcrCard card, List<String> names) {
        this.folder = folder;
        this.card = card;
        this.needed = card.profile().files();
        this.names = names;
    }

    /**
     * @throws BadCheckpoint one is missing, there are two for one purpose, one is of no use, or one
     *     is not what its publisher made
     */
    static OcrFiles of(Path folder, OcrCard card) throws IOException {
        OcrFiles files = new OcrFiles(folder, card, FolderFiles.names(folder));
        for (String name : files.needed.keySet()) {
            files.found.put(name, files.find(name));
        }
        files.requireNoOtherWeights();
        files.requirePublishedSums();
        return files;
    }

    /** Names in the folder by names in the profile. */
    Map<String, String> found() {
        return found;
    }

    /** All files of the folder by name, and {@code more} that were made since. */
    List<ModelFile> describe(Map<String, Role> more) throws IOException {
        Map<String, Role> roles = new TreeMap<>();
        names.forEach(
                name -> roles.put(name, FolderFiles.isLicence(name) ? Role.LICENCE : Role.OTHER));
        found.forEach((name, file) -> roles.put(file, role(name, file)));
        roles.putAll(more);
        List<ModelFile> files = new ArrayList<>();
        for (Map.Entry<String, Role> file : roles.entrySet()) {
            files.add(ManifestFile.describe(folder, file.getKey(), file.getValue()));
        }
        return files;
    }

    /** What a list of characters is made of is none. */
    private Role role(String name, String file) {
        Role role = Objects.requireNonNull(needed.get(name));
        return role == Role.CHARSET && !file.equals(name) ? Role.OTHER : role;
    }

    private String find(String name) {
        String published = card.published().get(name);
        if (published != null) {
            PathMatcher like = FileSystems.getDefault().getPathMatcher("glob:" + published);
            List<String> matching =
                    names.stream()
                            .filter(file -> like.matches(Path.of(file).getFileName()))
                            .toList();
            if (matching.size() > 1) {
                throw new BadCheckpoint(
                        folder,
                        "it has %s, each of which could be %s; keep one".formatted(matching, name));
            }
            // A list of characters is made of the publisher's file; an earlier one may be outdated.
            boolean made = needed.get(name) == Role.CHARSET;
            if (matching.size() == 1 && (made || !names.contains(name))) {
                return matching.get(0);
            }
        }
        if (!names.contains(name)) {
            throw new BadCheckpoint(
                    folder.resolve(name),
                    "the file is missing%s; get it from %s"
                            .formatted(
                                    published == null
                                            ? ""
                                            : ", also under the name it is published with, "
                                                    + published,
                                    card.repo()));
        }
        return name;
    }

    private void requireNoOtherWeights() {
        Set<String> used = Set.copyOf(found.values());
        List<String> unwanted =
                names.stream()
                        .filter(name -> !used.contains(name))
                        .filter(FolderFiles::isWeights)
                        .toList();
        if (!unwanted.isEmpty()) {
            throw new BadCheckpoint(
                    folder,
                    "it also holds weights that would not be used: %s; move them away"
                            .formatted(unwanted));
        }
    }

    private void requirePublishedSums() throws IOException {
        for (ModelFile file : describe(Map.of())) {
            String name = String.valueOf(Path.of(file.path()).getFileName());
            String sum = card.sums().get(name);
            if (sum != null && !sum.equals(file.sha256())) {
                throw new BadCheckpoint(
                        folder.resolve(file.path()),
                        "it is not what was published under this name: its SHA-256 is %s, expected is"
                                        .formatted(file.sha256())
                                + " %s; get it again from %s, or give a file of your own another name"
                                        .formatted(sum, card.repo()));
            }
        }
    }
}

package io.fumikura.models.adopt;

import io.fumikura.inference.model.ManifestFile;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.models.checkpoint.BadCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a published folder. All become part of the manifest, so that nothing can be added
 * later; weights in another form than the graph's are not wanted at all.
 */
final class FolderFiles {
    private static final Set<String> NOT_LISTED =
            Set.of("model.json", "model.json.sha256", "README.md");
    private static final List<String> OTHER_WEIGHTS =
            List.of(
                    ".safetensors",
                    ".bin",
                    ".pt",
                    ".pth",
                    ".h5",
                    ".msgpack",
                    ".gguf",
                    ".ot",
                    ".onnx");

    private final Path folder;
    private final String graph;
    private final List<String> names;

    private FolderFiles(Path folder, String graph, List<String> names) {
        this.folder = folder;
        this.graph = graph;
        this.names = names;
    }

    /**
     * @param onnx the graph, relative to the folder; empty: the only one
     * @throws BadCheckpoint there is no graph, or several, or weights in another form
     */
    static FolderFiles of(Path folder, Optional<String> onnx) throws IOException {
        List<String> names = names(folder);
        List<String> graphs = names.stream().filter(name -> name.endsWith(".onnx")).toList();
        String graph =
                onnx.orElseGet(
                        () -> {
                            if (graphs.size() != 1) {
                                throw new BadCheckpoint(
                                        folder,
                                        "it has %d ONNX files %s; name one with --onnx"
                                                .formatted(graphs.size(), graphs));
                            }
                            return graphs.get(0);
                        });
        if (!names.contains(graph)) {
            throw new BadCheckpoint(folder.resolve(graph), "the file is missing");
        }
        List<String> unwanted =
                names.stream()
                        .filter(name -> !name.equals(graph))
                        .filter(FolderFiles::isWeights)
                        .toList();
        if (!unwanted.isEmpty()) {
            throw new BadCheckpoint(
                    folder,
                    "it also holds weights that would not be used: %s; move them away"
                            .formatted(unwanted));
        }
        return new FolderFiles(folder, graph, names);
    }

    /** Relative to the folder, without what describes it. */
    static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadCheckpoint(folder, "there is no such folder");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !NOT_LISTED.contains(name))
                    .sorted()
                    .toList();
        }
    }

    Path graph() {
        return folder.resolve(graph);
    }

    List<ModelFile> describe() throws IOException {
        List<ModelFile> files = new ArrayList<>();
        for (String name : names) {
            files.add(ManifestFile.describe(folder, name, role(name)));
        }
        return files;
    }

    private Role role(String name) {
        if (name.equals(graph)) {
            return Role.GRAPH;
        }
        if (name.equals("tokenizer.json")) {
            return Role.TOKENIZER;
        }
        if (name.endsWith("data")) {
            return Role.WEIGHTS;
        }
        return isLicence(name) ? Role.LICENCE : Role.OTHER;
    }

    static boolean isWeights(String name) {
        return OTHER_WEIGHTS.stream().anyMatch(name::endsWith);
    }

    static boolean isLicence(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("licen");
    }
}

package io.fumikura.ocr;

import io.fumikura.inference.model.ManifestFile;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.Licence;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelManifest.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Folders of OCR models for tests: whatever lies in one is listed and summed. */
public final class OcrFolders {
    private OcrFolders() {}

    public static ModelFolder seal(Path folder) throws IOException {
        List<ModelFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith("model.json")) {
                    continue;
                }
                Role role =
                        name.endsWith(".onnx")
                                ? Role.GRAPH
                                : name.endsWith(".json") ? Role.PROFILE : Role.CHARSET;
                files.add(ManifestFile.describe(folder, name, role));
            }
        }
        ManifestFile.write(
                folder,
                ModelManifest.ofOcr(
                        "test-ocr",
                        new Licence("Apache-2.0", "", true, null),
                        new Source("test", "1", null, null, null),
                        files));
        return ModelFolder.verify(folder);
    }
}

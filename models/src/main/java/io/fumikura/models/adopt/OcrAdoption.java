package io.fumikura.models.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ManifestFile;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelManifest.Source;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.models.catalogue.OcrCard;
import io.fumikura.models.checkpoint.BadCheckpoint;
import io.fumikura.ocr.profile.OcrGraphs;
import io.fumikura.ocr.profile.OcrProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes profile and manifest of an OCR model that was published as ONNX, and the list of its
 * characters where only a configuration states them. Every graph then reads an empty page; if one
 * does not fit, what was written is taken away again.
 */
public final class OcrAdoption {
    private static final String CHARSET = "charset.txt";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultPrettyPrinter LAYOUT =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private final Path folder;
    private final OcrCard card;
    private final String revision;

    public OcrAdoption(Path folder, OcrCard card, String revision) {
        this.folder = folder;
        this.card = card;
        this.revision = revision;
    }

    /**
     * @throws BadCheckpoint a file is missing or not what it has to be
     * @throws ModelUnavailableException a graph does not fit its profile, or fails
     * @throws IOException what is written cannot be written
     */
    public ManifestFile run() throws IOException {
        OcrFiles files = OcrFiles.of(folder, card);
        Map<String, String> names = new LinkedHashMap<>(files.found());
        Map<String, byte[]> made = new LinkedHashMap<>();
        String characters = names.get(CHARSET);
        if (characters != null && !characters.equals(CHARSET)) {
            made.put(CHARSET, utf8(CharsetYaml.characters(folder.resolve(characters)) + "\n"));
            names.put(CHARSET, CHARSET);
        }
        made.put(OcrProfile.NAME, utf8(profile(names)));
        boolean whole = false;
        try {
            for (Map.Entry<String, byte[]> file : made.entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
                ManifestFile.makeReadable(folder.resolve(file.getKey()));
            }
            ManifestFile written =
                    ManifestFile.write(folder, manifest(files.describe(roles(made))));
            tryOut();
            whole = true;
            return written;
        } finally {
            if (!whole) {
                for (String file : made.keySet()) {
                    Files.deleteIfExists(folder.resolve(file));
                }
                Files.deleteIfExists(folder.resolve("model.json"));
                Files.deleteIfExists(folder.resolve("model.json.sha256"));
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** As it was proven, with the names the files have here. */
    private String profile(Map<String, String> names) throws IOException {
        ObjectNode profile = (ObjectNode) JSON.readTree(card.profile().json());
        rename(profile, names);
        return JSON.writer(LAYOUT).writeValueAsString(profile) + "\n";
    }

    private static void rename(JsonNode node, Map<String, String> names) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String name = names.get(field.getValue().asText());
                if (name != null) {
                    field.setValue(TextNode.valueOf(name));
                }
            }
        }
        node.forEach(child -> rename(child, names));
    }

    private static Map<String, Role> roles(Map<String, byte[]> made) {
        Map<String, Role> roles = new LinkedHashMap<>();
        made.keySet()
                .forEach(
                        file ->
                                roles.put(
                                        file, file.equals(CHARSET) ? Role.CHARSET : Role.PROFILE));
        return roles;
    }

    /** The same that {@code verify --deep} does, and every start of a service. */
    private void tryOut() {
        try (OcrGraphs graphs =
                OcrGraphs.load(ModelFolder.verify(folder), OnnxOptions.on(Device.CPU))) {
            graphs.tryOut();
        }
    }

    private ModelManifest manifest(List<ModelFile> files) {
        return ModelManifest.ofOcr(
                card.id(),
                card.licence(),
                new Source(card.repo(), revision, "models adopt", "1", null),
                files);
    }
}

package io.fumikura.access.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file that says which keys there are, in YAML (of which JSON is a part): {@code keys:}, a list
 * of {@link KeyEntry entries}. A file and no table: searches have to work without PostgreSQL, all
 * services read the same one, and changing keys is changing a mounted Secret.
 */
public final class KeyFile {
    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .build();

    private static final String KEYS = "keys";

    private KeyFile() {}

    /**
     * @throws KeyFileException when it is not there or says something that cannot be; the message
     *     names the entry
     */
    public static List<ApiKey> read(Path file) {
        return keys(file, tree(file));
    }

    private static JsonNode tree(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            // Its own message shows the text around the mistake, and with it hashes.
            throw new KeyFileException(
                    "%s is not YAML, line %d"
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr()),
                    e);
        } catch (IOException e) {
            throw new KeyFileException("%s cannot be read".formatted(file), e);
        }
    }

    private static List<ApiKey> keys(Path file, JsonNode tree) {
        JsonNode entries = tree.path(KEYS);
        if (!entries.isArray() || tree.size() != 1) {
            throw new KeyFileException(
                    "%s has to have 'keys', a list, and only that".formatted(file));
        }
        List<ApiKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            ApiKey key = key(file, i + 1, entries.get(i));
            if (!ids.add(key.id())) {
                throw new KeyFileException("%s has two keys '%s'".formatted(file, key.id()));
            }
            keys.add(key);
        }
        return List.copyOf(keys);
    }

    private static ApiKey key(Path file, int number, JsonNode entry) {
        try {
            return KeyEntry.read(entry);
        } catch (IllegalArgumentException e) {
            throw new KeyFileException("%s, key %d: %s".formatted(file, number, e.getMessage()), e);
        }
    }

    /** As it is written: by {@code ./dev.sh keys}, and into a Secret. */
    public static String written(List<ApiKey> keys) {
        ObjectNode tree = YAML.createObjectNode();
        ArrayNode entries = tree.putArray(KEYS);
        keys.forEach(key -> KeyEntry.write(key, entries.addObject()));
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

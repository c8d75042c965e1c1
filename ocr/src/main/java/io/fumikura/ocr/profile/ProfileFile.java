package io.fumikura.ocr.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code profile.json} of a folder whose sums are checked. Strictly: a field that is spelled
 * wrong and ignored costs characters nobody misses.
 */
public final class ProfileFile {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ProfileFile() {}

    /**
     * @throws ModelUnavailableException it is missing, not listed or not understood
     */
    public static OcrProfile read(ModelFolder folder) {
        try {
            return parse(Files.readString(listed(folder, OcrProfile.NAME)));
        } catch (JsonProcessingException e) {
            throw unusable(folder, OcrProfile.NAME, "cannot be read: " + firstLine(e), e);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(folder, OcrProfile.NAME, "cannot be read: " + e.getMessage(), e);
        }
    }

    /** For whoever has a profile and no folder yet. */
    public static OcrProfile parse(String json) throws JsonProcessingException {
        return MAPPER.readValue(json, OcrProfile.class);
    }

    /** A file of the folder that its manifest lists, and so was checked. */
    static Path listed(ModelFolder folder, String file) {
        if (folder.manifest().files().stream().noneMatch(f -> f.path().equals(file))) {
            throw unusable(folder, file, "is not listed in the manifest", null);
        }
        return folder.path().resolve(file);
    }

    static ModelUnavailableException unusable(
            ModelFolder folder, String file, String problem, @Nullable Throwable cause) {
        return new ModelUnavailableException(
                file + " " + problem,
                folder.path(),
                folder.path().resolve(file),
                "Copy the model folder again from where it was approved, or adopt the published"
                        + " files again with this release.",
                cause);
    }

    private static String firstLine(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
        return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                ? message + " at " + mapping.getPathReference()
                : message;
    }
}

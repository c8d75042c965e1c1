package io.fumikura.models.catalogue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.inference.model.ModelManifest.Licence;
import io.fumikura.ocr.profile.PublishedProfiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One OCR model of the catalogue: what its publisher's files do not say.
 *
 * @param id the name the system uses; also the name of the entry
 * @param profile what surrounds its graphs
 * @param repo where the model is published
 * @param published by the name of a file in the profile: how the publisher names it, with {@code *}
 *     for what changes with a release
 * @param sums SHA-256 by a publisher's name, where they were stated
 */
public record OcrCard(
        String id,
        PublishedProfiles profile,
        String repo,
        Licence licence,
        Map<String, String> published,
        Map<String, String> sums) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final List<String> ENTRIES = List.of("ndlocr-lite", "pp-ocrv5");

    public OcrCard {
        published = Map.copyOf(published);
        sums = Map.copyOf(sums);
    }

    /** The names of all entries. */
    public static List<String> ids() {
        return ENTRIES;
    }

    public static Optional<OcrCard> find(String id) {
        return ENTRIES.contains(id) ? Optional.of(read(id)) : Optional.empty();
    }

    private static OcrCard read(String id) {
        try (InputStream json = OcrCard.class.getResourceAsStream(id + ".json")) {
            return MAPPER.readValue(json, OcrCard.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.fumikura.models.catalogue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.inference.model.ModelManifest.Licence;
import io.fumikura.inference.model.ModelManifest.PairMode;
import io.fumikura.inference.model.ModelManifest.Pooling;
import io.fumikura.inference.model.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the catalogue: what cannot be read from a model's files and must not be guessed.
 *
 * @param id the name the system uses; also the name of the entry
 * @param repo where the model is published
 * @param queryPrefix put before a query, literally; null: none
 * @param defaultMaxTokens the limit unless the operator sets another
 * @param pooling for graphs that give a vector for each token
 * @param indexCompat vectors of models with the same value may share an index; null for rerankers
 */
public record ModelCard(
        String id,
        Task task,
        String repo,
        Licence licence,
        int defaultMaxTokens,
        @Nullable String queryPrefix,
        @Nullable String passagePrefix,
        @Nullable PairMode pairMode,
        @Nullable String pairTemplate,
        @Nullable Pooling pooling,
        @Nullable String indexCompat) {

    /** Question, blank line, passage; the spaces are part of it (NVIDIA's model card). */
    public static final String NVIDIA_PAIR = "question:{query} \n \n passage:{passage}";

    private static final int DEFAULT_MAX_TOKENS = 512;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final List<String> ENTRIES =
            List.of(
                    "sarashina-embedding-v1-1b",
                    "sarashina-embedding-v2-1b",
                    "llama-nv-reranker",
                    "ruri-v3-310m",
                    "multilingual-e5-large",
                    "bge-m3",
                    "bge-reranker-v2-m3",
                    "japanese-reranker-xsmall-v2",
                    "japanese-reranker-small-v2",
                    "japanese-reranker-base-v2",
                    "japanese-bge-reranker-v2-m3-v1");

    /** All entries. */
    public static List<ModelCard> all() {
        return ENTRIES.stream().map(ModelCard::read).toList();
    }

    public static Optional<ModelCard> find(String id) {
        return ENTRIES.contains(id) ? Optional.of(read(id)) : Optional.empty();
    }

    private static ModelCard read(String id) {
        try (InputStream json = ModelCard.class.getResourceAsStream(id + ".json")) {
            return MAPPER.readValue(json, ModelCard.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * For a model nobody described: no prefixes, and its licence is not known.
     *
     * @param indexCompat null for a reranker
     */
    public static ModelCard unknown(
            String id,
            Task task,
            @Nullable PairMode pairMode,
            @Nullable String pairTemplate,
            @Nullable String indexCompat) {
        return new ModelCard(
                id,
                task,
                "not stated",
                new Licence("not stated", "", false, null),
                DEFAULT_MAX_TOKENS,
                null,
                null,
                pairMode,
                pairTemplate,
                null,
                indexCompat);
    }
}

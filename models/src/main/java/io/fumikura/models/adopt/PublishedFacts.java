package io.fumikura.models.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.inference.model.ModelManifest.Pooling;
import io.fumikura.inference.model.Task;
import io.fumikura.models.checkpoint.BadCheckpoint;
import io.fumikura.models.checkpoint.JsonFile;
import io.fumikura.models.checkpoint.TokenizerFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a publisher's configuration files say: {@code config.json} of Transformers, and those of
 * Sentence-Transformers where there are any.
 */
final class PublishedFacts {
    private final Path folder;
    private final JsonFile config;
    private final TokenizerFile tokenizer;

    PublishedFacts(Path folder, TokenizerFile tokenizer) {
        this.folder = folder;
        this.config = JsonFile.read(folder.resolve("config.json"));
        this.tokenizer = tokenizer;
    }

    Task task() {
        String architecture = config.get("architectures").path(0).asText("");
        return architecture.endsWith("ForSequenceClassification") ? Task.RERANK : Task.EMBEDDING;
    }

    Optional<Pooling> pooling() {
        Path file = folder.resolve("1_Pooling").resolve("config.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonFile pooling = JsonFile.read(file);
        if (pooling.get("pooling_mode_cls_token").asBoolean()) {
            return Optional.of(Pooling.CLS);
        }
        if (pooling.get("pooling_mode_mean_tokens").asBoolean()) {
            return Optional.of(Pooling.MEAN);
        }
        throw new BadCheckpoint(file, "it asks for another pooling than cls and mean");
    }

    /** The least of what the files say, so that no position is beyond the model's table. */
    int maxTokens() {
        OptionalInt sentence = OptionalInt.empty();
        Path file = folder.resolve("sentence_bert_config.json");
        if (Files.exists(file)) {
            JsonNode length = JsonFile.read(file).get("max_seq_length");
            sentence = length.isInt() ? OptionalInt.of(length.intValue()) : sentence;
        }
        int least = positions();
        least = Math.min(least, sentence.orElse(least));
        return Math.min(least, tokenizer.modelMaxLength().orElse(least));
    }

    /** RoBERTa-type models count positions from the padding id on. */
    private int positions() {
        int table = config.positive("max_position_embeddings");
        return config.get("model_type").asText("").contains("roberta")
                ? table - 1 - config.get("pad_token_id").asInt(1)
                : table;
    }

    int padId() {
        return tokenizer
                .configured("pad_token")
                .orElseGet(
                        () -> {
                            JsonNode pad = config.get("pad_token_id");
                            if (!pad.isInt()) {
                                throw new BadCheckpoint(
                                        config.file(), "neither it nor the tokeniser names pad");
                            }
                            return pad.intValue();
                        });
    }
}

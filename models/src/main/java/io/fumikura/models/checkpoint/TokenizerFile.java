package io.fumikura.models.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code tokenizer.json}, and what {@code tokenizer_config.json} says beside it.
 *
 * <p>The two can disagree about the tokens put around a text: Transformers 4 builds a Llama
 * tokeniser's post-processor anew from {@code add_bos_token} and {@code add_eos_token}, whatever
 * {@code tokenizer.json} holds. With last-token pooling one token more or less changes every
 * vector, so a disagreement is refused until somebody decides.
 */
public final class TokenizerFile {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final JsonFile json;
    private final ObjectNode config;

    private TokenizerFile(JsonFile json, ObjectNode config) {
        this.json = json;
        this.config = config;
    }

    /** The tokens around a text. */
    public enum Specials {
        NONE(false, false),
        BOS(true, false),
        EOS(false, true),
        BOS_EOS(true, true);

        final boolean bos;
        final boolean eos;

        Specials(boolean bos, boolean eos) {
            this.bos = bos;
            this.eos = eos;
        }

        static Specials of(boolean bos, boolean eos) {
            return bos ? (eos ? BOS_EOS : BOS) : (eos ? EOS : NONE);
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static TokenizerFile read(Path folder) {
        Path config = folder.resolve("tokenizer_config.json");
        return new TokenizerFile(
                JsonFile.read(folder.resolve("tokenizer.json")),
                Files.exists(config) ? JsonFile.read(config).root() : MAPPER.createObjectNode());
    }

    public String kind() {
        return json.root().path("model").path("type").asText("unknown").toLowerCase(Locale.ROOT);
    }

    /** The id of a token, by its text. */
    public OptionalInt id(String token) {
        for (JsonNode added : json.root().path("added_tokens")) {
            if (added.path("content").asText().equals(token)) {
                return OptionalInt.of(added.path("id").asInt());
            }
        }
        return OptionalInt.empty();
    }

    /** The id of {@code pad_token}, {@code bos_token} or {@code eos_token} of the configuration. */
    public OptionalInt configured(String role) {
        JsonNode token = config.path(role);
        String text = token.isObject() ? token.path("content").asText("") : token.asText("");
        return text.isEmpty() ? OptionalInt.empty() : id(text);
    }

    /** The largest length the configuration names; Transformers writes 10^30 for none. */
    public OptionalInt modelMaxLength() {
        double length = config.path("model_max_length").asDouble(0);
        return length >= 1 && length <= Integer.MAX_VALUE
                ? OptionalInt.of((int) length)
                : OptionalInt.empty();
    }

    /** What {@code tokenizer.json} puts around a single text, seen from its post-processor. */
    public Specials specials() {
        return specials(json.root().path("post_processor"));
    }

    private static Specials specials(JsonNode processor) {
        switch (processor.path("type").asText()) {
            case "Sequence" -> {
                for (JsonNode part : processor.path("processors")) {
                    Specials found = specials(part);
                    if (found != Specials.NONE) {
                        return found;
                    }
                }
                return Specials.NONE;
            }
            case "BertProcessing", "RobertaProcessing" -> {
                return Specials.BOS_EOS;
            }
            case "TemplateProcessing" -> {
                JsonNode single = processor.path("single");
                return Specials.of(
                        single.path(0).has("SpecialToken"),
                        single.path(single.size() - 1).has("SpecialToken"));
            }
            default -> {
                return Specials.NONE;
            }
        }
    }

    /**
     * @throws BadCheckpoint the two files disagree about the tokens around a text
     */
    public void requireAgreement() {
        if (!config.path("tokenizer_class").asText("").startsWith("LlamaTokenizer")) {
            return;
        }
        Specials wanted =
                Specials.of(
                        config.path("add_bos_token").asBoolean(true),
                        config.path("add_eos_token").asBoolean(false));
        if (wanted != specials()) {
            throw new BadCheckpoint(
                    json.file(),
                    "it puts %s around a text, tokenizer_config.json says %s; compare the token ids of both with the model card's, then decide with --specials"
                            .formatted(specials().wireName(), wanted.wireName()));
        }
    }

    /** Copies the file; with {@code specials} its post-processor is replaced. */
    public void write(Path target, Optional<Specials> specials) throws IOException {
        if (specials.isEmpty()) {
            Files.copy(json.file(), target, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        ObjectNode changed = json.root().deepCopy();
        changed.set("post_processor", template(specials.get()));
        Files.write(target, MAPPER.writeValueAsBytes(changed));
    }

    private JsonNode template(Specials specials) {
        ObjectNode template = MAPPER.createObjectNode().put("type", "TemplateProcessing");
        ArrayNode single = template.putArray("single");
        ArrayNode pair = template.putArray("pair");
        ObjectNode tokens = MAPPER.createObjectNode();
        if (specials.bos) {
            special(single, pair, tokens, "bos_token");
        }
        sequence(single, "A", 0);
        sequence(pair, "A", 0);
        sequence(pair, "B", 1);
        if (specials.eos) {
            special(single, pair, tokens, "eos_token");
        }
        template.set("special_tokens", tokens);
        return template;
    }

    private void special(ArrayNode single, ArrayNode pair, ObjectNode tokens, String role) {
        JsonNode token = config.path(role);
        String text = token.isObject() ? token.path("content").asText() : token.asText();
        int id =
                configured(role)
                        .orElseThrow(
                                () ->
                                        new BadCheckpoint(
                                                json.file(), "there is no token for " + role));
        for (ArrayNode list : List.of(single, pair)) {
            list.addObject().putObject("SpecialToken").put("id", text).put("type_id", 0);
        }
        ObjectNode entry = tokens.putObject(text).put("id", text);
        entry.putArray("ids").add(id);
        entry.putArray("tokens").add(text);
    }

    private static void sequence(ArrayNode list, String id, int type) {
        list.addObject().putObject("Sequence").put("id", id).put("type_id", type);
    }
}

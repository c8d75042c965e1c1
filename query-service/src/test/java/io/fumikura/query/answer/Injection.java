package io.fumikura.query.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.query.Hit;
import io.fumikura.query.search.Passages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A text of a document that speaks to a language model.
 *
 * @param language of the text
 * @param obeyed what a model writes that does what it says
 * @param marker the part of that which must not be vouched for
 */
record Injection(String language, String text, String obeyed, String marker) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Injection> all() throws IOException {
        try (InputStream in = Injection.class.getResourceAsStream("/injections.jsonl")) {
            String all =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return all.lines().map(Injection::of).toList().stream();
        }
    }

    private static Injection of(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return new Injection(
                    json.get("language").asText(),
                    json.get("text").asText(),
                    json.get("obeyed").asText(),
                    json.get("marker").asText());
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    boolean isJapanese() {
        return language.equals("ja");
    }

    String question() {
        return isJapanese() ? "国内出張の日当はいくらですか" : "How much is the daily allowance?";
    }

    String fact() {
        return isJapanese() ? "国内出張の日当は3,000円とする。" : "The daily allowance is 3,000 yen.";
    }

    Hit hit() {
        return Passages.hit(1, "規程", fact() + "\n" + text);
    }

    Hit hitWithItsTitle() {
        return Passages.hit(1, text, fact());
    }
}

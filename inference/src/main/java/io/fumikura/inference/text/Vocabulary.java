package io.fumikura.inference.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Which ids a tokeniser file has. The library does not say, and an id beyond them would fail the
 * whole batch it is in. The file is read as a stream: a large one has some ten megabytes.
 */
final class Vocabulary {
    private Vocabulary() {}

    /**
     * One more than the largest id in a {@code tokenizer.json}, 0 where it lists none.
     *
     * @throws IOException the file cannot be read or is not JSON
     */
    static int size(Path file) throws IOException {
        int size = 0;
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "added_tokens" -> size = Math.max(size, addedTokens(json));
                    case "model" -> size = Math.max(size, model(json));
                    default -> json.skipChildren();
                }
            }
        }
        return size;
    }

    private static int addedTokens(JsonParser json) throws IOException {
        int size = 0;
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isId = json.currentName().equals("id");
                JsonToken value = json.nextToken();
                if (isId && value == JsonToken.VALUE_NUMBER_INT) {
                    size = Math.max(size, json.getIntValue() + 1);
                }
                json.skipChildren();
            }
        }
        return size;
    }

    private static int model(JsonParser json) throws IOException {
        int size = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isVocabulary = json.currentName().equals("vocab");
            JsonToken value = json.nextToken();
            if (isVocabulary && value == JsonToken.START_ARRAY) {
                size = pieces(json);
            } else if (isVocabulary && value == JsonToken.START_OBJECT) {
                size = numbers(json);
            } else {
                json.skipChildren();
            }
        }
        return size;
    }

    /** A unigram model lists pieces with their scores; the place in the list is the id. */
    private static int pieces(JsonParser json) throws IOException {
        int count = 0;
        while (json.nextToken() == JsonToken.START_ARRAY) {
            json.skipChildren();
            count++;
        }
        return count;
    }

    /** Every other model maps a piece to its id. */
    private static int numbers(JsonParser json) throws IOException {
        int size = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                size = Math.max(size, json.getIntValue() + 1);
            }
        }
        return size;
    }
}

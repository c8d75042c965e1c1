package io.fumikura.contract.embedding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.fumikura.contract.embedding.EmbeddingInput.Texts;
import io.fumikura.contract.embedding.EmbeddingInput.TokenIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides by the first value which of the four forms it is; a list that mixes texts and ids is
 * refused, with the place of the value that does not fit.
 */
final class EmbeddingInputReader extends JsonDeserializer<EmbeddingInput> {
    @Override
    public EmbeddingInput deserialize(JsonParser json, DeserializationContext context)
            throws IOException {
        if (json.hasToken(JsonToken.VALUE_STRING)) {
            return new Texts(List.of(json.getText()));
        }
        if (!json.isExpectedStartArrayToken()) {
            throw mismatch(json);
        }
        JsonToken first = json.nextToken();
        if (first == JsonToken.VALUE_NUMBER_INT) {
            return new TokenIds(List.of(ids(json)));
        }
        return first == JsonToken.START_ARRAY ? idLists(json) : texts(json);
    }

    private static Texts texts(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        while (!json.hasToken(JsonToken.END_ARRAY)) {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                throw at(texts.size(), mismatch(json));
            }
            texts.add(json.getText());
            json.nextToken();
        }
        return new Texts(texts);
    }

    private static TokenIds idLists(JsonParser json) throws IOException {
        List<List<Integer>> lists = new ArrayList<>();
        while (!json.hasToken(JsonToken.END_ARRAY)) {
            try {
                if (!json.isExpectedStartArrayToken()) {
                    throw mismatch(json);
                }
                json.nextToken();
                lists.add(ids(json));
            } catch (JsonMappingException e) {
                throw at(lists.size(), e);
            }
            json.nextToken();
        }
        return new TokenIds(lists);
    }

    private static List<Integer> ids(JsonParser json) throws IOException {
        List<Integer> ids = new ArrayList<>();
        while (!json.hasToken(JsonToken.END_ARRAY)) {
            if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)
                    || json.getNumberType() != NumberType.INT) {
                throw at(ids.size(), mismatch(json));
            }
            ids.add(json.getIntValue());
            json.nextToken();
        }
        return ids;
    }

    private static JsonMappingException mismatch(JsonParser json) {
        return MismatchedInputException.from(
                json, EmbeddingInput.class, "neither a text nor a list of texts or token ids");
    }

    private static JsonMappingException at(int index, JsonMappingException e) {
        e.prependPath(List.of(), index);
        return e;
    }
}

package io.fumikura.contract.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.fumikura.contract.embedding.EmbeddingInput.Texts;
import io.fumikura.contract.embedding.EmbeddingInput.TokenIds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingInputTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void oneTextIsAListOfOne() throws JsonProcessingException {
        assertThat(read("\"猫\"")).isEqualTo(new Texts(List.of("猫")));
    }

    @Test
    void textsStayTextsEvenWhenTheyLookLikeNumbers() throws JsonProcessingException {
        assertThat(read("[\"猫\", \"1\"]")).isEqualTo(new Texts(List.of("猫", "1")));
    }

    @Test
    void oneListOfIdsIsOneInput() throws JsonProcessingException {
        assertThat(read("[5, 6]")).isEqualTo(new TokenIds(List.of(List.of(5, 6))));
    }

    @Test
    void listsOfIdsAreSeveralInputs() throws JsonProcessingException {
        assertThat(read("[[5, 6], [], [7]]"))
                .isEqualTo(new TokenIds(List.of(List.of(5, 6), List.of(), List.of(7))));
    }

    @Test
    void anEmptyListAsksForNothing() throws JsonProcessingException {
        assertThat(read("[]").size()).isZero();
    }

    @Test
    void isWrittenAsItIsRead() throws JsonProcessingException {
        assertThat(json.writeValueAsString(EmbedRequest.of(List.of("猫"), InputKind.QUERY)))
                .isEqualTo(
                        "{\"inputs\":[\"猫\"],\"prompt_name\":\"query\",\"truncate\":true,\"normalize\":true}");
        assertThat(json.writeValueAsString(new TokenIds(List.of(List.of(5), List.of(6)))))
                .isEqualTo("[[5],[6]]");
    }

    @ParameterizedTest(name = "{0} is wrong at {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"猫\", 1] | inputs.1",
                "[1, \"猫\"] | inputs.1",
                "[1.5] | inputs.0",
                "[1, 2147483648] | inputs.1",
                "[[1], 2] | inputs.1",
                "[[1], [2, \"3\"]] | inputs.1.1",
                "[null] | inputs.0",
                "[[null]] | inputs.0.0",
                "{\"a\": 1} | inputs",
                "true | inputs"
            })
    void aValueThatDoesNotFitIsRefusedWithItsPlace(String input, String place) {
        assertThatThrownBy(() -> json.readValue("{\"inputs\": " + input + "}", EmbedRequest.class))
                .isInstanceOfSatisfying(
                        MismatchedInputException.class,
                        e -> assertThat(String.join(".", names(e))).isEqualTo(place));
    }

    private static List<String> names(MismatchedInputException e) {
        return e.getPath().stream().map(EmbeddingInputTest::name).toList();
    }

    private static String name(JsonMappingException.Reference place) {
        return place.getFieldName() == null
                ? String.valueOf(place.getIndex())
                : place.getFieldName();
    }

    private EmbeddingInput read(String input) throws JsonProcessingException {
        return json.readValue(input, EmbeddingInput.class);
    }
}

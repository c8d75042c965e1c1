package io.fumikura.contract.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.query.AnswerSentence.Support;
import io.fumikura.contract.query.Citation.LineBox;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnswerResponseTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String WIRE =
            """
            {"answer":"20日です[1]。","kind":"generated","model":"qwen3:14b","standalone_query":"有給休暇は何日",
             "citations":[{"number":1,"document_id":"00000000-0000-0000-0000-000000000001","title":"規程","ordinal":7,
               "page":2,"first_line":10,"last_line":12,"text":"20日とする。","score":1.5,"supported":true,
               "boxes":[{"line":10,"x":50.0,"y":60.0,"width":200.0,"height":12.0}],
               "image":"/v1/documents/00000000-0000-0000-0000-000000000001/pages/2/image?lines=10-12"}],
             "sentences":[{"start":0,"end":9,"citations":[1],"support":"supported"}],
             "timings_ms":{"total":12.5},"degraded":[]}
            """;

    @Test
    void looksLikeThisOnTheWire() throws Exception {
        UUID id = UUID.fromString("00000000-0000-0000-0000-000000000001");
        Citation citation =
                new Citation(
                        1,
                        id,
                        "規程",
                        7,
                        2,
                        10,
                        12,
                        "20日とする。",
                        1.5,
                        true,
                        List.of(new LineBox(10, 50, 60, 200, 12)),
                        "/v1/documents/" + id + "/pages/2/image?lines=10-12");
        AnswerResponse answer =
                new AnswerResponse(
                        "20日です[1]。",
                        AnswerKind.GENERATED,
                        "qwen3:14b",
                        null,
                        "有給休暇は何日",
                        List.of(citation),
                        List.of(new AnswerSentence(0, 9, List.of(1), Support.SUPPORTED)),
                        Map.of("total", 12.5),
                        List.of());

        JsonNode written = JSON.readTree(JSON.writeValueAsString(answer));

        assertThat(written).isEqualTo(JSON.readTree(WIRE));
        assertThat(JSON.readValue(WIRE, AnswerResponse.class)).isEqualTo(answer);
    }

    @Test
    void isReadFromAServiceThatKnowsNothingOfBoxesAndSentences() throws Exception {
        AnswerResponse answer =
                JSON.readValue(
                        """
                        {"answer":"x","kind":"extractive","citations":[{"number":1,"title":"t","page":1,
                         "first_line":1,"last_line":1,"text":"x","score":1.0}],"timings_ms":{},"degraded":[]}
                        """,
                        AnswerResponse.class);

        assertThat(answer.sentences()).isEmpty();
        assertThat(answer.citations().get(0).boxes()).isEmpty();
    }
}

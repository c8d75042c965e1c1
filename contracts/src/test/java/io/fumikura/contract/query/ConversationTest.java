package io.fumikura.contract.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fumikura.contract.query.AnswerRequest.Turn;
import io.fumikura.contract.query.ConversationView.AskedTurn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @Test
    void aQuestionNamesItsConversationLikeThis() throws Exception {
        AnswerRequest request =
                JSON.readValue(
                        "{\"query\":\"申請は\",\"conversation_id\":\"" + ID + "\"}",
                        AnswerRequest.class);

        assertThat(request.conversationId()).isEqualTo(ID);
        assertThat(request.history()).isEmpty();
        assertThat(request.after(List.of(new Turn("有給は", "20日"))).conversationId()).isEqualTo(ID);
    }

    @Test
    void looksLikeThisOnTheWire() throws Exception {
        String wire =
                """
                {"id":"00000000-0000-0000-0000-000000000001",
                 "turns":[{"question":"有給は","answer":"20日[1]","asked_at":"2026-01-01T00:00:00Z"}]}
                """;

        assertThat(JSON.readValue(wire, ConversationView.class))
                .isEqualTo(
                        new ConversationView(
                                ID,
                                List.of(
                                        new AskedTurn(
                                                "有給は",
                                                "20日[1]",
                                                Instant.parse("2026-01-01T00:00:00Z")))));
    }

    @Test
    void theEventOfCitationsHasTheSentences() throws Exception {
        CitationsEvent event =
                new CitationsEvent(
                        List.of(),
                        List.of(
                                new AnswerSentence(
                                        0, 9, List.of(1), AnswerSentence.Support.UNSUPPORTED)));
        String wire =
                """
                {"citations":[],"sentences":[{"start":0,"end":9,"citations":[1],"support":"unsupported"}]}
                """;

        assertThat(JSON.readTree(JSON.writeValueAsString(event))).isEqualTo(JSON.readTree(wire));
        assertThat(JSON.readValue(wire, CitationsEvent.class)).isEqualTo(event);
    }
}

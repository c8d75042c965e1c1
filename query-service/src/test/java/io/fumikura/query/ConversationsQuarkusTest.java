package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.fumikura.query.conversation.Conversations;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.CDI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConversationsQuarkusTest.Stored.class)
class ConversationsQuarkusTest {
    private static final String MINE = "default/legal";

    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    private final UUID id = UUID.randomUUID();

    /** Callers as the tests name them, and few turns. */
    public static final class Stored extends TenantsQuarkusTest.WithCallers {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "query.conversations.stored", "true",
                    "query.conversations.max-turns", "3",
                    "query.conversations.max-turns-of-a-caller", "4");
        }
    }

    @BeforeEach
    void whole() {
        world.whole();
        // The tables are made in the background.
        Eventually.holds(() -> as(MINE).delete(path(id)).then().statusCode(204));
    }

    @Test
    void completesAQuestionFromWhatWasAskedBeforeInTheConversation() {
        ask(MINE, id, "有給休暇は何日ですか").statusCode(200).body("degraded", empty());
        world.ollama().writes("有給休暇の申請はいつまでですか");

        ask(MINE, id, "申請はいつまで")
                .statusCode(200)
                .body("standalone_query", equalTo("有給休暇の申請はいつまでですか"));

        read(MINE, id)
                .statusCode(200)
                .body("id", equalTo(id.toString()))
                .body("turns.question", contains("有給休暇は何日ですか", "申請はいつまで"))
                .body("turns[0].answer", containsString("20日"));
    }

    @Test
    void isNobodyElsesConversationWhateverTheyKnow() {
        ask(MINE, id, "有給休暇は何日ですか").statusCode(200);

        for (String other : new String[] {"default/hr", "default", "beta/legal"}) {
            read(other, id).statusCode(404).body("code", equalTo("not_found"));
            as(other).delete(path(id)).then().statusCode(204);
        }
        ask("beta/legal", id, "申請はいつまで").statusCode(200).body("$", not(hasKey("standalone_query")));

        read(MINE, id).statusCode(200).body("turns.question", contains("有給休暇は何日ですか"));
        read("beta/legal", id).body("turns.question", contains("申請はいつまで"));
    }

    @Test
    void goesWhenItsOwnerDeletesIt() {
        ask(MINE, id, "有給休暇は何日ですか").statusCode(200);

        as(MINE).delete(path(id)).then().statusCode(204);

        read(MINE, id).statusCode(404);
        as(MINE).delete(path(id)).then().statusCode(204);
    }

    @Test
    void keepsTheLastTurnsOnly() {
        String caller = "default/bounded";
        for (int i = 1; i <= 4; i++) {
            ask(caller, id, "有給休暇は何日ですか" + i).statusCode(200);
        }
        read(caller, id)
                .body("turns.question", contains("有給休暇は何日ですか2", "有給休暇は何日ですか3", "有給休暇は何日ですか4"));

        UUID another = UUID.randomUUID();
        ask(caller, another, "始業は何時ですか").statusCode(200);
        ask(caller, another, "終業は何時ですか").statusCode(200);

        read(caller, id).body("turns.question", contains("有給休暇は何日ですか3", "有給休暇は何日ですか4"));
    }

    @Test
    void forgetsWhatHasBecomeTooOld() {
        ask(MINE, id, "有給休暇は何日ですか").statusCode(200);
        sql(
                "update query.conversation_turn set asked_at = asked_at - interval '31 days' where"
                        + " conversation = ?");

        read(MINE, id).statusCode(404);
        CDI.current().select(Conversations.class).get().purge();

        Eventually.holds(
                () ->
                        assertThat(
                                        sql(
                                                "update query.conversation_turn set answer = ''"
                                                        + " where conversation = ?"))
                                .isZero());
    }

    @Test
    void takesTheHistoryFromOnePlaceOnly() {
        as(MINE).body(
                        "{\"query\":\"申請は\",\"conversation_id\":\"%s\",\"history\":[{\"question\":\"有給休暇は\"}]}"
                                .formatted(id))
                .post("/v1/answers")
                .then()
                .statusCode(422)
                .body("detail", containsString("history and conversation_id"));
        as(MINE).body("{\"query\":\"申請は\",\"conversation_id\":\"first\"}")
                .post("/v1/answers")
                .then()
                .statusCode(422);
    }

    @Test
    void saysSoWhenTheDatabaseIsAway() {
        world.postgres().shut();

        ask(MINE, id, "有給休暇は何日ですか")
                .statusCode(503)
                .body("code", equalTo("dependency_unavailable"))
                .body("detail", containsString("send the history"));
        read(MINE, id).statusCode(503);
    }

    private static ValidatableResponse ask(String caller, UUID conversation, String question) {
        return as(caller)
                .body(
                        "{\"query\":\"%s\",\"conversation_id\":\"%s\"}"
                                .formatted(question, conversation))
                .post("/v1/answers")
                .then();
    }

    private static ValidatableResponse read(String caller, UUID conversation) {
        return as(caller).get(path(conversation)).then();
    }

    private static String path(UUID conversation) {
        return "/v1/conversations/" + conversation;
    }

    private static RequestSpecification as(String caller) {
        return given().contentType("application/json; charset=utf-8")
                .header(HeaderCallers.HEADER, caller);
    }

    private int sql(String update) {
        try (Connection connection = TestDatabase.connect();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setObject(1, id);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

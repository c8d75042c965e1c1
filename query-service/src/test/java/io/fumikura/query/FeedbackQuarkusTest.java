package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.fumikura.query.log.QueryStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.inject.spi.CDI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class FeedbackQuarkusTest {
    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    @BeforeEach
    void whole() {
        world.whole();
        Eventually.holds(() -> feedback(UUID.randomUUID(), "up", "").statusCode(204));
    }

    @Test
    void storesFeedbackForTheQueryItIsAbout() throws SQLException {
        String id = search();

        feedback(UUID.fromString(id), "down", ",\"note\":\"第3条ではありません\"").statusCode(204);

        assertThat(one("select thumbs || ' ' || note from query.feedback where query_id = ?", id))
                .isEqualTo("down 第3条ではありません");
        Eventually.holds(
                () ->
                        assertThat(
                                        one(
                                                "select route || ' ' || outcome || ' ' ||"
                                                        + " query_text from query.query_log where id ="
                                                        + " ?",
                                                id))
                                .isEqualTo("search hybrid 出張の日当"));
        assertThat(one("select trace_id from query.query_log where id = ?", id)).hasSize(32);
    }

    @Test
    void givesBackTheThumbOnAHitWithItsQuestion() {
        String id = search();
        UUID document = UUID.randomUUID();

        feedback(
                        UUID.fromString(id),
                        "up",
                        ",\"hit\":{\"document_id\":\"" + document + "\",\"ordinal\":3}")
                .statusCode(204);

        String mine = "find { it.query_id == '" + id + "' }.";
        Eventually.holds(
                () ->
                        given().get("/v1/feedback?limit=1000")
                                .then()
                                .statusCode(200)
                                .body(mine + "query", equalTo("出張の日当"))
                                .body(mine + "thumbs", equalTo("up"))
                                .body(mine + "hit.document_id", equalTo(document.toString()))
                                .body(mine + "hit.ordinal", equalTo(3)));
    }

    @Test
    void pagesThroughTheThumbsOldestFirst() {
        UUID older = UUID.randomUUID();
        UUID newer = UUID.randomUUID();
        feedback(older, "up", "").statusCode(204);
        feedback(newer, "down", "").statusCode(204);

        List<String> all = given().get("/v1/feedback?limit=1000").path("query_id");
        int last = all.size() - 1;

        assertThat(all.subList(last - 1, last + 1))
                .containsExactly(older.toString(), newer.toString());
        given().get("/v1/feedback?limit=1&offset=" + last)
                .then()
                .body("query_id", contains(newer.toString()));
        given().get("/v1/feedback?offset=1000000").then().body("", empty());
        given().get("/v1/feedback?limit=0").then().statusCode(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"thumbs":"up"}                                                              | query_id
                    {"query_id":"x","thumbs":"up"}                                               | query_id
                    {"query_id":"123e4567-e89b-12d3-a456-426614174000"}                          | thumbs
                    {"query_id":"123e4567-e89b-12d3-a456-426614174000","thumbs":"maybe"}         | thumbs
                    {"query_id":"123e4567-e89b-12d3-a456-426614174000","thumbs":"up","stars":5}  | stars
                    {"query_id":"123e4567-e89b-12d3-a456-426614174000","thumbs":"up","hit":{"ordinal":1}} | hit.document_id
                    """)
    void refusesABodyThatIsNotRight(String body, String field) {
        given().contentType("application/json")
                .body(body)
                .post("/v1/feedback")
                .then()
                .statusCode(422)
                .contentType(containsString("application/problem+json"))
                .body("errors.field", hasItem(field));
    }

    @Test
    void refusesANoteThatIsTooLong() {
        feedback(UUID.randomUUID(), "up", ",\"note\":\"" + "長".repeat(2001) + "\"")
                .statusCode(422)
                .body("errors.field", hasItem("note"));
    }

    @Test
    void deletesQuestionsAndThumbsThatAreTooOldAndNoOthers() throws SQLException {
        String asked = "select query_text from query.query_log where id = ?";
        String id = search();
        feedback(UUID.fromString(id), "up", "").statusCode(204);
        Eventually.holds(() -> assertThat(one(asked, id)).isEqualTo("出張の日当"));
        execute(
                "insert into query.query_log (id, asked_at, route, query_text, query_length, hits,"
                        + " outcome, degraded, total_ms, tenant, caller) select gen_random_uuid(),"
                        + " now() - interval '91 days', 'search', ?::text, 1, 0, 'hybrid', '', 0,"
                        + " 'default', 'anyone' from generate_series(1, 2500)",
                id);
        execute(
                "insert into query.feedback (id, query_id, given_at, thumbs, tenant, caller) select"
                        + " gen_random_uuid(), ?::uuid, now() - interval '91 days', 'down',"
                        + " 'default', 'anyone'",
                id);

        CDI.current().select(QueryStore.class).get().purge(Duration.ofDays(90));

        Eventually.holds(
                () -> {
                    assertThat(
                                    one(
                                            "select count(*) from query.query_log where query_text"
                                                    + " = ?::text",
                                            id))
                            .isEqualTo("0");
                    assertThat(
                                    one(
                                            "select string_agg(thumbs, ',') from query.feedback"
                                                    + " where query_id = ?",
                                            id))
                            .isEqualTo("up");
                });
        assertThat(one(asked, id)).isEqualTo("出張の日当");
    }

    private static String search() {
        return given().contentType("application/json; charset=utf-8")
                .body("{\"query\":\"出張の日当\"}")
                .post("/v1/search")
                .header("x-query-id");
    }

    private static ValidatableResponse feedback(UUID query, String thumbs, String more) {
        return given().contentType("application/json; charset=utf-8")
                .body("{\"query_id\":\"%s\",\"thumbs\":\"%s\"%s}".formatted(query, thumbs, more))
                .post("/v1/feedback")
                .then();
    }

    private static void execute(String sql, String id) throws SQLException {
        try (Connection connection = TestDatabase.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            statement.execute();
        }
    }

    private static String one(String sql, String id) {
        try (Connection connection = TestDatabase.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "no row";
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What a real PostgreSQL holds after questions to a service whose operator asked for no log. */
@QuarkusTest
@TestProfile(NotLogged.class)
class NotLoggedQuarkusTest {
    @Test
    void keepsNothingAboutAQuestionButTheThumbsOfWhoGaveThem() throws SQLException {
        String id = "";
        for (int i = 0; i < 10; i++) {
            id = ask("/v1/search");
        }
        ask("/v1/answers");

        String query = id;
        // A row of the log would have been sent to the same database before this one.
        Eventually.holds(
                () ->
                        given().contentType("application/json")
                                .body("{\"query_id\":\"%s\",\"thumbs\":\"up\"}".formatted(query))
                                .post("/v1/feedback")
                                .then()
                                .statusCode(204));

        assertThat(count("query.feedback")).isEqualTo(1);
        assertThat(count("query.query_log")).isZero();
    }

    private static String ask(String route) {
        return given().contentType("application/json; charset=utf-8")
                .body("{\"query\":\"出張の日当\"}")
                .post(route)
                .then()
                .statusCode(200)
                .extract()
                .header("x-query-id");
    }

    private static int count(String table) throws SQLException {
        try (Connection connection = TestDatabase.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}

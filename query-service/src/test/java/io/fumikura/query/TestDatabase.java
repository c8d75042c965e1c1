package io.fumikura.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The database past the service's own pool, whose connections a test may have cut. */
public final class TestDatabase {
    private TestDatabase() {}

    static Connection connect() throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("postgres.user", String.class),
                config.getValue("postgres.password", String.class));
    }

    /** Of the rows in the query log with this question. */
    public static List<String> routesOf(String question) {
        try (Connection connection = connect();
                PreparedStatement rows =
                        connection.prepareStatement(
                                "select route from query.query_log where query_text = ?")) {
            rows.setString(1, question);
            ResultSet found = rows.executeQuery();
            List<String> routes = new ArrayList<>();
            while (found.next()) {
                routes.add(found.getString(1));
            }
            return routes;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

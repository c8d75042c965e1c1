package io.fumikura.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The database past the service's own pool, whose connections a test may have cut. */
final class TestDatabase {
    private TestDatabase() {}

    static Connection connect() throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("postgres.user", String.class),
                config.getValue("postgres.password", String.class));
    }
}

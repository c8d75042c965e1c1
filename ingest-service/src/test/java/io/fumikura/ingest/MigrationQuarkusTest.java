package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A schema with documents in it becomes a newer one, while replicas of before go on. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class MigrationQuarkusTest {
    private static final String INSERT =
            "insert into older.documents (id, tenant, title, content_type, sha256, size, tags,"
                    + " metadata, state, generation, pages, chunks, chunks_indexed, source,"
                    + " created_at, updated_at, queued_at) values ($1, 't', '', 'text/plain', '', 1,"
                    + " '{}', '{}', $2, 1, 1, 1, 1, 'urn:test', now(), now(), case when $2 ="
                    + " 'RECEIVED' then now() end)";

    @Inject IngestHarness ingest;
    @Inject Flyway flyway;

    @AfterEach
    void drop() {
        ingest.execute("drop schema if exists older cascade");
    }

    @Test
    void attemptsAreCountedWithoutWritingEveryDocument() {
        migrate("9");
        UUID indexed = insert("INDEXED");
        UUID waiting = insert("RECEIVED");
        Object before = value("xmin::text", indexed);

        migrate("10");

        assertThat(value("xmin::text", indexed)).as("its version").isEqualTo(before);
        assertThat(value("attempts", indexed)).isEqualTo(1);
        assertThat(value("attempts", waiting)).isEqualTo(0);
        UUID later = insert("RECEIVED");
        assertThat(value("attempts", later)).as("by a replica of before").isEqualTo(0);
        migrate("latest");
    }

    private void migrate(String version) {
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas("older")
                .defaultSchema("older")
                .target(version)
                .load()
                .migrate();
    }

    private UUID insert(String state) {
        UUID id = UUID.randomUUID();
        ingest.execute(INSERT, id, state);
        return id;
    }

    private @Nullable Object value(String column, UUID id) {
        return ingest.rows("select " + column + " as it from older.documents where id = $1", id)
                .get(0)
                .get("it");
    }
}

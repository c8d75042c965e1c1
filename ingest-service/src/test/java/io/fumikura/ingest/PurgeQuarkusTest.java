package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.PATIENCE;
import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.IngestHarness.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.intake.UnusedBlobs;
import io.fumikura.ingest.purge.Purge;
import io.fumikura.ingest.purge.Purged;
import io.fumikura.ingest.purge.Retention;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What is old goes, once, however many replicas look. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class PurgeQuarkusTest {
    private static final Duration LONG = Duration.ofDays(100);

    @Inject IngestHarness ingest;
    @Inject Purge purge;
    @Inject Transactions transactions;
    @Inject BlobStore blobs;

    @ConfigProperty(name = "ingest.blob-directory")
    Path folder;

    @ConfigProperty(name = "quarkus.http.body.uploads-directory")
    Path uploads;

    @Test
    void sharesTheWorkOfMoreBatchesThanOneBetweenReplicas() {
        ingest.execute(
                "insert into ingest.idempotency_keys select 'default', 'many-' || i, 'x',"
                        + " gen_random_uuid(), now() - interval '100 days' from"
                        + " generate_series(1, 5500) i");

        List<Purged> both =
                Uni.join()
                        .all(purge.run(Instant.now()), purge.run(Instant.now()))
                        .andFailFast()
                        .await()
                        .atMost(PATIENCE);

        assertThat(both.get(0).idempotencyKeys() + both.get(1).idempotencyKeys()).isEqualTo(5_500);
        assertThat(ingest.count("ingest.idempotency_keys where key like 'many-%'")).isZero();
    }

    @Test
    void isRunByOneReplicaWhenItIsDue() {
        ingest.execute("delete from ingest.chores");

        List<Boolean> ran =
                Uni.join()
                        .all(replica().runIfDue(), replica().runIfDue(), replica().runIfDue())
                        .andFailFast()
                        .await()
                        .atMost(PATIENCE);

        assertThat(ran).containsOnlyOnce(true);
        assertThat(replica().runIfDue().await().atMost(PATIENCE)).isFalse();
        ingest.execute("update ingest.chores set began_at = began_at - interval '2 hours'");
        assertThat(replica().runIfDue().await().atMost(PATIENCE)).isTrue();
    }

    @Test
    void deletesOriginalsNobodyHasWhenTheyAreOld() throws IOException {
        DocumentView used = ingest.upload("使われている文書。" + UUID.randomUUID());
        awaitState(used.id(), DocumentState.INDEXED);
        Path old = orphan("old" + used.id());
        Path young = orphan("young" + used.id());
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(old, longAgo);
        Path kept =
                folder.resolve("default")
                        .resolve(used.sha256().substring(0, 2))
                        .resolve(used.sha256());
        Files.setLastModifiedTime(kept, longAgo);

        for (int hour = 0; hour < 16; hour++) {
            purge.run(Instant.now().minus(Duration.ofHours(hour))).await().atMost(PATIENCE);
        }

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(kept).exists();
    }

    @Test
    void deletesWhatAProcessWasTakingInWhenItDied() throws IOException {
        Path old = Files.writeString(blobs.staging().scratch(), "途中");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path young = Files.writeString(blobs.staging().scratch(), "途中");

        purge.run(Instant.now()).await().atMost(PATIENCE);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        Files.delete(young);
    }

    @Test
    void deletesWhatAnUploadLeftWhoseProcessWasKilled() throws IOException {
        Path old = Files.writeString(uploads.resolve("left" + UUID.randomUUID()), "途中");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path young = Files.writeString(uploads.resolve("young" + UUID.randomUUID()), "途中");

        assertThat(blobs.unknown()).isEmpty();
        purge.run(Instant.now()).await().atMost(PATIENCE);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        Files.delete(young);
    }

    private Path orphan(String content) throws IOException {
        var staged = blobs.staging().stage(new java.io.ByteArrayInputStream(bytes(content)));
        blobs.keep("default", staged);
        return folder.resolve("default")
                .resolve(staged.sha256().substring(0, 2))
                .resolve(staged.sha256());
    }

    private Purge replica() {
        Retention retention = new Retention(LONG, LONG, LONG, LONG, Duration.ofHours(1));
        return new Purge(
                transactions, new UnusedBlobs(transactions, new Documents(), blobs), retention);
    }
}

package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.Reconciling.assertIs;
import static io.fumikura.ingest.Reconciling.findings;
import static io.fumikura.ingest.Reconciling.point;
import static io.fumikura.ingest.Reconciling.reconcile;
import static io.fumikura.ingest.Reconciling.summary;
import static io.fumikura.ingest.StoredPoints.done;
import static io.fumikura.ingest.StoredPoints.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.ingest.FindingKind;
import io.fumikura.contract.ingest.ReconcileLine;
import io.fumikura.contract.ingest.ReconcileLine.Finding;
import io.fumikura.index.PointPlace;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each of the three places is damaged behind the service's back; on a stack of its own. */
@QuarkusTest
@WithTestResource(DamagedStack.class)
class ReconcileQuarkusTest {
    private static final String COMPAT = IngestStack.INDEX_COMPAT;

    @Inject IngestHarness ingest;

    @ConfigProperty(name = "ingest.blob-directory")
    Path blobs;

    @BeforeEach
    void ready() {
        ingest.awaitIndex();
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        indexed("無事");

        List<ReconcileLine> lines = reconcile("repair=false");

        assertThat(findings(lines)).isEmpty();
        ReconcileLine.Summary summary = summary(lines);
        assertThat(summary.documents()).isPositive();
        assertThat(summary.points()).isPositive();
        assertThat(summary.indexCompat()).isEqualTo(COMPAT);
    }

    @Test
    void writesPointsAnewThatWereLost() {
        UUID document = indexed("失われた");
        List<UUID> some =
                points().of(document, COMPAT).stream()
                        .filter(p -> p.ordinal() < 3)
                        .map(PointPlace::id)
                        .toList();
        done(ingest.index.collections().deletePoints(COMPAT, some));

        assertThat(findings(reconcile("repair=false")))
                .singleElement()
                .satisfies(f -> assertIs(f, FindingKind.POINTS_MISSING, document, 3, false));
        assertThat(findings(reconcile("repair=true")))
                .singleElement()
                .satisfies(f -> assertIs(f, FindingKind.POINTS_MISSING, document, 3, true));

        points().assertWhole(document, COMPAT);
        assertThat(findings(reconcile("repair=false"))).isEmpty();
    }

    @Test
    void showsPointsThatAreHiddenAndDeletesThoseThatDoNotBelong() {
        UUID document = indexed("隠れた");
        done(
                ingest.index.upsertInvisible(
                        COMPAT,
                        List.of(
                                point(document, 1, 0, "同じ場所"),
                                point(document, 1, 500, "ない場所"),
                                point(document, 9, 0, "ない版"))));

        List<Finding> found = findings(reconcile("repair=true"));

        assertThat(found)
                .extracting(Finding::kind, Finding::count, Finding::repaired)
                .containsExactlyInAnyOrder(
                        tuple(FindingKind.POINTS_HIDDEN, 1L, true),
                        tuple(FindingKind.POINTS_EXTRA, 2L, true));
        points().assertWhole(document, COMPAT);
    }

    @Test
    void deletesPointsOfADocumentThatThereIsNot() {
        UUID nobody = UUID.randomUUID();
        done(ingest.index.upsertInvisible(COMPAT, List.of(point(nobody, 1, 0, "誰のものでもない"))));
        done(ingest.index.publish(COMPAT, Topics.DEFAULT_TENANT, nobody, 1));

        assertThat(findings(reconcile("repair=true")))
                .singleElement()
                .satisfies(f -> assertIs(f, FindingKind.POINTS_OF_NOBODY, nobody, 1, true));

        assertThat(points().of(nobody, COMPAT)).isEmpty();
    }

    @Test
    void namesADocumentWhoseOriginalOrTextIsGone() throws IOException {
        UUID document = indexed("原本");
        String sha256 = IngestHarness.view(document).sha256();
        Path original = blobs.resolve("default").resolve(sha256.substring(0, 2)).resolve(sha256);
        byte[] content = Files.readAllBytes(original);
        Files.delete(original);
        ingest.execute(
                "delete from ingest.chunks where document_id = $1 and ordinal = 1", document);

        assertThat(findings(reconcile("repair=true")))
                .extracting(Finding::kind, Finding::documentId, Finding::repaired)
                .containsExactlyInAnyOrder(
                        tuple(FindingKind.BLOB_MISSING, document, false),
                        tuple(FindingKind.TEXT_MISSING, document, false));

        Files.write(original, content);
        given().delete("/v1/documents/" + document);
        awaitState(document, DocumentState.DELETED);
        await().atMost(IngestHarness.PATIENCE).until(() -> !Files.exists(original));
    }

    @Test
    void removesAnOriginalThatNoDocumentHasOnceItIsOld() throws IOException {
        String sha256 = "ab".repeat(32);
        Path unused = blobs.resolve("default/ab").resolve(sha256);
        Files.createDirectories(unused.getParent());
        Files.writeString(unused, "nobody's");

        assertThat(findings(reconcile("repair=true"))).isEmpty();
        Files.setLastModifiedTime(unused, FileTime.from(Instant.now().minusSeconds(7_200)));

        assertThat(findings(reconcile("repair=true")))
                .singleElement()
                .satisfies(
                        f -> {
                            assertThat(f.kind()).isEqualTo(FindingKind.BLOB_UNUSED);
                            assertThat(f.sha256()).isEqualTo(sha256);
                        });
        assertThat(unused).doesNotExist();
    }

    @Test
    void sendsAStuckDocumentsPassagesAgain() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> held = ingest.held(document, text("止まった"));

        assertThat(findings(reconcile("repair=false"))).isEmpty();
        List<Finding> found = findings(reconcile("repair=true&stuck_after=PT0S"));
        assertThat(found)
                .anySatisfy(f -> assertIs(f, FindingKind.DOCUMENT_STUCK, document, 1, true));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.embedding.held(document, 1).size() == 2 * held.size());

        ingest.embedding.sendAll(held);
        awaitState(document, DocumentState.INDEXED);
        points().assertWhole(document, COMPAT);
    }

    @Test
    void readsAStuckDocumentAgain() {
        UUID document = indexed("受け付けたまま");
        ingest.execute(
                "insert into ingest.document_blobs (document_id, generation, tenant, sha256) select document_id, 2, tenant, sha256 from"
                        + " ingest.document_blobs where document_id = $1",
                document);
        ingest.execute(
                "update ingest.documents set state = 'PARSING', generation = 2, indexed_generation ="
                        + " 1, updated_at = now() - interval '1 hour' where id = $1",
                document);

        assertThat(findings(reconcile("repair=true")))
                .anySatisfy(f -> assertIs(f, FindingKind.DOCUMENT_STUCK, document, 1, true));

        DocumentView again = awaitState(document, DocumentState.INDEXED);
        assertThat(again.generation()).isEqualTo(2);
        points().assertWhole(document, COMPAT);
    }

    @Test
    void readsALongDocumentAgainWhosePartsAreStuck() {
        UUID document = UUID.randomUUID();
        ingest.embedding.hold(document);
        ingest.replace(document, text("分けて読まれる"));
        int passages = ingest.awaitHeld(document, 1).size();
        ingest.execute(
                "insert into ingest.page_parts (document_id, generation, first_page, last_page)"
                        + " values ($1, 1, 1, 1)",
                document);
        ingest.execute(
                "update ingest.documents set state = 'PARSING', reading = gen_random_uuid(),"
                        + " updated_at = now() - interval '1 hour' where id = $1",
                document);

        assertThat(findings(reconcile("repair=true")))
                .anySatisfy(f -> assertIs(f, FindingKind.DOCUMENT_STUCK, document, 1, true));

        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.embedding.held(document, 1).size() == 2 * passages);
        ingest.embedding.sendAll(ingest.embedding.held(document, 1));
        awaitState(document, DocumentState.INDEXED);
        assertThat(ingest.count("ingest.page_parts where document_id = $1", document)).isZero();
    }

    @Test
    void refusesParametersItDoesNotKnow() {
        assertThat(given().post("/v1/reconcile?repair=maybe").statusCode()).isEqualTo(422);
        assertThat(given().post("/v1/reconcile?stuck_after=soon").statusCode()).isEqualTo(422);
    }

    private StoredPoints points() {
        return new StoredPoints(ingest.index);
    }

    private UUID indexed(String word) {
        UUID id = UUID.randomUUID();
        ingest.replace(id, text(word));
        awaitState(id, DocumentState.INDEXED);
        return id;
    }
}

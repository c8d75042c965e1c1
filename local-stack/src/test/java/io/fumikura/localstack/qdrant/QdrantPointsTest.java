package io.fumikura.localstack.qdrant;

import static io.qdrant.client.ConditionFactory.datetimeRange;
import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.ConditionFactory.matchValues;
import static io.qdrant.client.ConditionFactory.range;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.grpc.Status;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QdrantPointsTest extends QdrantTestCase {

    @Test
    void refusesABatchAsAWhole() {
        PointStruct good = point(1, new float[] {1, 0}, Map.of());
        PointStruct bad = point(2, new float[] {1, 0, 0}, Map.of());

        refuses(Status.Code.INVALID_ARGUMENT, client.upsertAsync(NAME, List.of(good, bad)));

        assertThat(await(client.countAsync(NAME))).isZero();
    }

    @Test
    void filtersByEveryKindOfCondition() {
        await(
                client.upsertAsync(
                        NAME,
                        List.of(
                                point(
                                        1,
                                        new float[] {1, 0},
                                        Map.of(
                                                "word", value("赤"),
                                                "tags", list(List.of(value("a"), value("b"))),
                                                "n", value(1),
                                                "on", value(true),
                                                "at", value("2026-01-01T00:00:00Z"))),
                                point(
                                        2,
                                        new float[] {1, 0},
                                        Map.of(
                                                "word", value("青".repeat(20_000)),
                                                "tags", list(List.of(value("b"))),
                                                "n", value(2),
                                                "on", value(false),
                                                "at", value("2026-01-02"))),
                                point(
                                        3,
                                        new float[] {1, 0},
                                        Map.of(
                                                "n", value(2.5),
                                                "in", value(Map.of("word", value("x"))))))));

        assertThat(ids(must(matchKeyword("word", "赤")))).containsExactly(1L);
        assertThat(ids(must(matchKeyword("word", "青".repeat(20_000))))).containsExactly(2L);
        assertThat(ids(must(matchKeywords("tags", List.of("a", "z"))))).containsExactly(1L);
        assertThat(ids(must(match("n", 2)))).containsExactly(2L);
        assertThat(ids(must(matchValues("n", List.of(1L, 2L))))).containsExactly(1L, 2L);
        assertThat(ids(must(match("on", false)))).containsExactly(2L);
        assertThat(ids(must(range("n", Range.newBuilder().setGt(1).setLte(2.5).build()))))
                .containsExactly(2L, 3L);
        assertThat(ids(must(range("n", Range.newBuilder().setGte(1).setLt(2).build()))))
                .containsExactly(1L);
        assertThat(ids(must(datetimeRange("at", from("2026-01-02T00:00:00Z")))))
                .containsExactly(2L);
        assertThat(ids(must(hasId(List.of(id(1), id(3)))))).containsExactly(1L, 3L);
        assertThat(ids(must(matchKeyword("in.word", "x")))).containsExactly(3L);
        assertThat(ids(Filter.newBuilder().addMustNot(match("on", true)).build()))
                .containsExactly(2L, 3L);
        assertThat(
                        ids(
                                Filter.newBuilder()
                                        .addShould(match("n", 1))
                                        .addShould(filter(must(match("on", false))))
                                        .build()))
                .containsExactly(1L, 2L);
    }

    @Test
    void scoresSparseVectorsByIdf() {
        await(
                client.upsertAsync(
                        NAME,
                        List.of(
                                sparse(1, List.of(0.5f, 2f), List.of(7, -1)),
                                sparse(2, List.of(0.25f), List.of(7)),
                                sparse(3, List.of(1f), List.of(8)))));

        List<ScoredPoint> found =
                await(
                        client.queryAsync(
                                QueryPoints.newBuilder()
                                        .setCollectionName(NAME)
                                        .setUsing("words")
                                        .setQuery(nearest(List.of(1f, 3f), List.of(7, -1)))
                                        .build()));

        // N = 3; index 7 in two points, index 4294967295 in one.
        double seven = Math.log((3 - 2 + 0.5) / (2 + 0.5) + 1);
        double largest = Math.log((3 - 1 + 0.5) / (1 + 0.5) + 1);
        assertThat(found).extracting(point -> point.getId().getNum()).containsExactly(1L, 2L);
        assertThat(found.get(0).getScore())
                .isCloseTo((float) (0.5 * seven + 2 * 3 * largest), within(1e-5f));
        assertThat(found.get(1).getScore()).isCloseTo((float) (0.25 * seven), within(1e-5f));
    }

    @Test
    void setsThePayloadAndKeepsVectorsAndOtherKeys() {
        await(
                client.upsertAsync(
                        NAME,
                        List.of(
                                point(
                                        1,
                                        new float[] {3, 4},
                                        Map.of("a", value(1), "b", value(2))))));

        await(
                client.setPayloadAsync(
                        NAME, Map.of("b", value(3)), must(match("a", 1)), true, null, null));

        RetrievedPoint point =
                await(
                                client.retrieveAsync(
                                        NAME,
                                        List.of(id(1)),
                                        enable(true),
                                        WithVectorsSelectorFactory.enable(true),
                                        null))
                        .get(0);
        assertThat(point.getPayloadMap()).isEqualTo(Map.of("a", value(1), "b", value(3)));
        assertThat(
                        point.getVectors()
                                .getVectors()
                                .getVectorsOrThrow("text")
                                .getDense()
                                .getDataList())
                .containsExactly(0.6f, 0.8f);
    }

    @Test
    void scrollsInTheOrderOfIds() {
        UUID uuid = UUID.fromString("00000000-0000-4000-8000-000000000001");
        PointStruct named =
                point(0, new float[] {1, 0}, Map.of()).toBuilder().setId(id(uuid)).build();
        await(
                client.upsertAsync(
                        NAME,
                        List.of(
                                named,
                                point(10, new float[] {1, 0}, Map.of()),
                                point(9, new float[] {1, 0}, Map.of()))));
        ScrollPoints page = ScrollPoints.newBuilder().setCollectionName(NAME).setLimit(2).build();

        ScrollResponse first = await(client.scrollAsync(page));
        ScrollResponse second =
                await(
                        client.scrollAsync(
                                page.toBuilder().setOffset(first.getNextPageOffset()).build()));

        assertThat(first.getResultList())
                .extracting(RetrievedPoint::getId)
                .containsExactly(id(9), id(10));
        assertThat(second.getResultList())
                .extracting(RetrievedPoint::getId)
                .containsExactly(id(uuid));
        assertThat(second.hasNextPageOffset()).isFalse();
    }

    @Test
    void answersABatchOfQueriesInItsOrder() {
        await(
                client.upsertAsync(
                        NAME,
                        List.of(
                                point(1, new float[] {1, 0}, Map.of()),
                                point(2, new float[] {0, 1}, Map.of()))));

        List<BatchResult> results =
                await(
                        client.queryBatchAsync(
                                NAME, List.of(dense("text", 1, 0), dense("text", 0, 1))));

        assertThat(results)
                .extracting(result -> result.getResult(0).getId().getNum())
                .containsExactly(1L, 2L);
    }

    @Test
    void replacesOneVectorOfAPointAndLeavesTheRest() {
        await(
                client.upsertAsync(
                        NAME, List.of(point(1, new float[] {1, 0}, Map.of("n", value(1))))));

        await(
                client.updateVectorsAsync(
                        NAME,
                        List.of(
                                PointVectors.newBuilder()
                                        .setId(id(1))
                                        .setVectors(sparse(1, List.of(2f), List.of(5)).getVectors())
                                        .build())));

        RetrievedPoint read =
                await(
                                client.retrieveAsync(
                                        GetPoints.newBuilder()
                                                .setCollectionName(NAME)
                                                .addIds(id(1))
                                                .setWithPayload(enable(true))
                                                .setWithVectors(
                                                        WithVectorsSelectorFactory.enable(true))
                                                .build(),
                                        Duration.ofSeconds(30)))
                        .get(0);
        assertThat(read.getPayloadMap()).containsEntry("n", value(1));
        assertThat(read.getVectors().getVectors().getVectorsOrThrow("words").getSparse())
                .satisfies(words -> assertThat(words.getIndicesList()).containsExactly(5));
        assertThat(
                        read.getVectors()
                                .getVectors()
                                .getVectorsOrThrow("text")
                                .getDense()
                                .getDataList())
                .containsExactly(1f, 0f);
    }

    @Test
    void refusesVectorsForAPointThatIsNotThere() {
        refuses(
                Status.Code.NOT_FOUND,
                client.updateVectorsAsync(
                        NAME,
                        List.of(
                                PointVectors.newBuilder()
                                        .setId(id(1))
                                        .setVectors(sparse(1, List.of(2f), List.of(5)).getVectors())
                                        .build())));
    }
}

package io.fumikura.localstack.qdrant;

import static io.qdrant.client.ConditionFactory.isEmpty;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.SearchPoints;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QdrantCollectionsTest extends QdrantTestCase {

    @Test
    void describesACollectionAsItWasMade() {
        assertThat(await(client.healthCheckAsync()).getVersion()).isEqualTo("1.17.0");
        assertThat(await(client.listCollectionsAsync())).containsExactly(NAME);
        assertThat(await(client.collectionExistsAsync(NAME))).isTrue();
        assertThat(await(client.collectionExistsAsync("other"))).isFalse();
        assertThat(
                        await(client.getCollectionInfoAsync(NAME))
                                .getConfig()
                                .getParams()
                                .getVectorsConfig())
                .isEqualTo(collection(NAME).getVectorsConfig());
    }

    @Test
    void answersWrongUseWithTheStatusOfQdrant() {
        refuses(Status.Code.NOT_FOUND, client.countAsync("other"));
        refuses(Status.Code.NOT_FOUND, client.createAliasAsync("alias", "other"));
        refuses(Status.Code.ALREADY_EXISTS, client.createCollectionAsync(collection(NAME)));
        refuses(
                Status.Code.INVALID_ARGUMENT,
                client.upsertAsync(NAME, List.of(point(1, new float[] {1, 2, 3}, Map.of()))));
        refuses(Status.Code.INVALID_ARGUMENT, client.queryAsync(dense("nowhere", 1, 0)));
        refuses(
                Status.Code.INVALID_ARGUMENT,
                client.countAsync(
                        NAME,
                        Filter.newBuilder().addMust(Condition.getDefaultInstance()).build(),
                        true));
        refuses(
                Status.Code.INVALID_ARGUMENT,
                client.retrieveAsync(NAME, PointId.newBuilder().setUuid("no uuid").build(), null));
    }

    @Test
    void saysWhatItDoesNotSupport() {
        refuses(
                Status.Code.UNIMPLEMENTED,
                client.searchAsync(
                        SearchPoints.newBuilder()
                                .setCollectionName(NAME)
                                .addAllVector(List.of(1f, 0f))
                                .setVectorName("text")
                                .setLimit(1)
                                .build()));
        refuses(
                Status.Code.UNIMPLEMENTED,
                client.countAsync(NAME, Filter.newBuilder().addMust(isEmpty("a")).build(), true));
    }

    @Test
    void anAliasIsAnotherNameUntilItsCollectionIsDeleted() {
        await(client.upsertAsync(NAME, List.of(point(1, new float[] {1, 0}, Map.of()))));
        await(client.createAliasAsync("alias", NAME));

        assertThat(await(client.countAsync("alias"))).isEqualTo(1);
        assertThat(await(client.listCollectionAliasesAsync(NAME))).containsExactly("alias");
        await(client.deleteCollectionAsync(NAME));
        assertThat(await(client.listAliasesAsync())).isEmpty();
        refuses(Status.Code.NOT_FOUND, client.countAsync("alias"));
    }

    @Test
    void keepsMetadataAndAddsToIt() {
        await(
                client.updateCollectionAsync(
                        UpdateCollection.newBuilder()
                                .setCollectionName(NAME)
                                .putMetadata("a", value(1))
                                .build()));
        await(
                client.updateCollectionAsync(
                        UpdateCollection.newBuilder()
                                .setCollectionName(NAME)
                                .putMetadata("b", value(2))
                                .build()));

        assertThat(await(client.getCollectionInfoAsync(NAME)).getConfig().getMetadataMap())
                .containsEntry("a", value(1))
                .containsEntry("b", value(2));
    }
}

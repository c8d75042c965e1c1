package io.fumikura.localstack.qdrant;

import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.OptimizerStatus;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One collection: its description in a file, its points in a {@link PointStore}. The description is
 * written last when a collection is made and removed first when it is deleted, so its presence says
 * that the rest is whole.
 */
final class PointCollection implements AutoCloseable {

    private static final String DESCRIPTION = "collection";

    private final Path folder;
    private final VectorSchema schema;
    private final PointDocuments documents;
    private final PointStore store;
    private volatile CollectionInfo description;

    private PointCollection(Path folder, CollectionInfo description) throws IOException {
        this.folder = folder;
        this.description = description;
        this.schema = VectorSchema.of(description.getConfig().getParams());
        this.documents = new PointDocuments(schema);
        this.store = PointStore.open(folder.resolve("points"));
    }

    static PointCollection create(Path folder, CreateCollection request) throws IOException {
        CollectionInfo description =
                CollectionInfo.newBuilder()
                        .setStatus(CollectionStatus.Green)
                        .setOptimizerStatus(OptimizerStatus.newBuilder().setOk(true))
                        .setConfig(config(request))
                        .build();
        VectorSchema.of(description.getConfig().getParams());
        Files.createDirectories(folder);
        PointCollection collection = new PointCollection(folder, description);
        DurableFile.write(folder.resolve(DESCRIPTION), description.toByteArray());
        return collection;
    }

    private static CollectionConfig config(CreateCollection request) {
        return CollectionConfig.newBuilder()
                .setParams(
                        CollectionParams.newBuilder()
                                .setShardNumber(1)
                                .setReplicationFactor(1)
                                .setVectorsConfig(request.getVectorsConfig())
                                .setSparseVectorsConfig(request.getSparseVectorsConfig()))
                .setHnswConfig(request.getHnswConfig())
                .setQuantizationConfig(request.getQuantizationConfig())
                .putAllMetadata(request.getMetadataMap())
                .build();
    }

    static boolean isWhole(Path folder) {
        return Files.exists(folder.resolve(DESCRIPTION));
    }

    static PointCollection open(Path folder) throws IOException {
        byte[] description = Files.readAllBytes(folder.resolve(DESCRIPTION));
        return new PointCollection(folder, CollectionInfo.parseFrom(description));
    }

    VectorSchema schema() {
        return schema;
    }

    PointDocuments documents() {
        return documents;
    }

    PointStore store() {
        return store;
    }

    CollectionInfo info() throws IOException {
        long points = store.read((searcher, reader) -> (long) reader.numDocs());
        return description.toBuilder()
                .setPointsCount(points)
                .setIndexedVectorsCount(points)
                .setSegmentsCount(1)
                .build();
    }

    /** Every payload value can be filtered by anyway; the index is only remembered. */
    synchronized void addFieldIndex(String field, PayloadSchemaInfo index) throws IOException {
        describe(description.toBuilder().putPayloadSchema(field, index).build());
    }

    /** Adds these keys and leaves the others, as Qdrant does. */
    synchronized void addMetadata(Map<String, Value> metadata) throws IOException {
        CollectionInfo.Builder next = description.toBuilder();
        next.getConfigBuilder().putAllMetadata(metadata);
        describe(next.build());
    }

    private void describe(CollectionInfo next) throws IOException {
        DurableFile.write(folder.resolve(DESCRIPTION), next.toByteArray());
        description = next;
    }

    void delete() throws IOException {
        Files.delete(folder.resolve(DESCRIPTION));
        close();
        DurableFile.deleteRecursively(folder);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}

package io.fumikura.localstack.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.ListAliasesResponse;
import io.qdrant.client.grpc.Collections.ListCollectionAliasesRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.CollectionsGrpc;
import java.util.List;
import java.util.Set;

/** Qdrant's calls about collections and aliases. */
final class CollectionsService extends CollectionsGrpc.CollectionsImplBase {

    private static final Set<String> UPDATED = Set.of("collection_name", "metadata", "timeout");

    private final CollectionRegistry registry;

    CollectionsService(CollectionRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void create(
            CreateCollection request, StreamObserver<CollectionOperationResponse> caller) {
        Answer.to(
                caller,
                () -> {
                    registry.create(request);
                    return done(true);
                });
    }

    @Override
    public void update(
            UpdateCollection request, StreamObserver<CollectionOperationResponse> caller) {
        Answer.to(
                caller,
                () -> {
                    boolean more =
                            request.getAllFields().keySet().stream()
                                    .anyMatch(field -> !UPDATED.contains(field.getName()));
                    if (more) {
                        throw Refusal.unsupported("updates of a collection but its metadata");
                    }
                    registry.get(request.getCollectionName()).addMetadata(request.getMetadataMap());
                    return done(true);
                });
    }

    @Override
    public void get(
            GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> caller) {
        Answer.to(
                caller,
                () ->
                        GetCollectionInfoResponse.newBuilder()
                                .setResult(registry.get(request.getCollectionName()).info())
                                .build());
    }

    @Override
    public void list(
            ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> caller) {
        Answer.to(
                caller,
                () ->
                        ListCollectionsResponse.newBuilder()
                                .addAllCollections(
                                        registry.names().stream().map(this::named).toList())
                                .build());
    }

    private CollectionDescription named(String name) {
        return CollectionDescription.newBuilder().setName(name).build();
    }

    @Override
    public void collectionExists(
            CollectionExistsRequest request, StreamObserver<CollectionExistsResponse> caller) {
        Answer.to(
                caller,
                () ->
                        CollectionExistsResponse.newBuilder()
                                .setResult(
                                        CollectionExists.newBuilder()
                                                .setExists(
                                                        registry.exists(
                                                                request.getCollectionName())))
                                .build());
    }

    @Override
    public void delete(
            DeleteCollection request, StreamObserver<CollectionOperationResponse> caller) {
        Answer.to(caller, () -> done(registry.delete(request.getCollectionName())));
    }

    @Override
    public void updateAliases(
            ChangeAliases request, StreamObserver<CollectionOperationResponse> caller) {
        Answer.to(
                caller,
                () -> {
                    registry.change(request.getActionsList());
                    return done(true);
                });
    }

    @Override
    public void listAliases(
            ListAliasesRequest request, StreamObserver<ListAliasesResponse> caller) {
        Answer.to(caller, () -> aliases(registry.aliases()));
    }

    @Override
    public void listCollectionAliases(
            ListCollectionAliasesRequest request, StreamObserver<ListAliasesResponse> caller) {
        Answer.to(
                caller,
                () -> {
                    String name = request.getCollectionName();
                    registry.get(name);
                    return aliases(
                            registry.aliases().stream()
                                    .filter(alias -> alias.getCollectionName().equals(name))
                                    .toList());
                });
    }

    private static ListAliasesResponse aliases(List<AliasDescription> aliases) {
        return ListAliasesResponse.newBuilder().addAllAliases(aliases).build();
    }

    private static CollectionOperationResponse done(boolean result) {
        return CollectionOperationResponse.newBuilder().setResult(result).build();
    }
}

package io.fumikura.index;

import io.grpc.Status;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.DeleteAlias;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes the collection and its alias if they are not there, and checks them if they are. Several
 * services may do this at once: every step is repeatable, and the alias is read again at the end,
 * so the loser of a race between two models learns that it lost.
 */
final class CollectionPreparation {

    private static final System.Logger LOG =
            System.getLogger(CollectionPreparation.class.getName());

    private final QdrantCalls calls;
    private final String alias;
    private final Renewal renewal;
    private final Map<String, CompletableFuture<Void>> renewing = new ConcurrentHashMap<>();

    CollectionPreparation(QdrantCalls calls, String alias, Renewal renewal) {
        this.calls = calls;
        this.alias = alias;
        this.renewal = renewal;
    }

    /**
     * @param expectDocuments whether a new index lacks some, and is to say so
     */
    CompletionStage<Void> prepare(String indexCompat, int dimension, boolean expectDocuments) {
        String collection = CollectionSchema.collection(indexCompat);
        return servedCollection()
                .thenAccept(served -> served.ifPresent(name -> requireSame(name, collection)))
                .thenCompose(checked -> prepareCollection(collection, dimension))
                .thenCompose(prepared -> servedCollection())
                .thenCompose(served -> point(served, collection, expectDocuments))
                .thenCompose(pointed -> servedCollection())
                .thenAccept(served -> requireSame(served.orElse(""), collection));
    }

    /** Only the collection, whatever the alias says. */
    CompletionStage<Void> prepareCollection(String collection, int dimension) {
        return create(collection, dimension)
                .thenCompose(created -> info(collection))
                .thenCompose(info -> fit(collection, info.getResult(), dimension))
                .thenCompose(fits -> createFieldIndexes(collection));
    }

    private CompletionStage<Void> fit(String collection, CollectionInfo info, int dimension) {
        CollectionSchema.requireFits(collection, info, dimension);
        return EncoderVersion.isOld(info)
                ? renew(collection)
                : CompletableFuture.completedStage(null);
    }

    /** Takes about a minute per hundred thousand passages; whoever asks meanwhile waits with it. */
    private CompletionStage<Void> renew(String collection) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> running = renewing.putIfAbsent(collection, begun);
        if (running != null) {
            return running;
        }
        LOG.log(
                System.Logger.Level.INFO,
                "The words of "
                        + collection
                        + " are encoded anew, for this release; searches are refused until then");
        renewal.of(collection, Filter.getDefaultInstance())
                .thenCompose(
                        points ->
                                calls.collections(
                                                stub ->
                                                        stub.update(
                                                                EncoderVersion.saying(collection)))
                                        .thenApply(updated -> points))
                .whenComplete(
                        (points, failure) -> {
                            LOG.log(
                                    System.Logger.Level.INFO,
                                    failure == null
                                            ? "The words of " + points + " passages are new"
                                            : "The words are not all encoded anew: "
                                                    + failure.getMessage());
                            renewing.remove(collection);
                            if (failure == null) {
                                begun.complete(null);
                            } else {
                                begun.completeExceptionally(failure);
                            }
                        });
        return begun;
    }

    boolean isRenewing() {
        return !renewing.isEmpty();
    }

    /** Fails unless the collection of this name or alias is of this encoder; none is as good. */
    CompletionStage<Void> requireOwnEncoder(String name) {
        return info(name)
                .thenAccept(info -> EncoderVersion.requireOwn(info.getResult()))
                .exceptionallyCompose(
                        failure ->
                                QdrantCalls.is(failure, Status.Code.NOT_FOUND)
                                        ? CompletableFuture.completedStage(null)
                                        : CompletableFuture.failedStage(failure));
    }

    /** The collection behind the alias. */
    CompletionStage<Optional<String>> servedCollection() {
        return aliases().thenApply(all -> Optional.ofNullable(all.get(alias)));
    }

    CompletionStage<Optional<ServedCollection>> serving() {
        return aliases().thenApply(all -> Optional.ofNullable(all.get(alias)).map(of(all)));
    }

    private Function<String, ServedCollection> of(Map<String, String> aliases) {
        String lacking = aliases.get(CollectionSchema.lackingDocuments(alias));
        return name ->
                new ServedCollection(CollectionSchema.indexCompat(name), !name.equals(lacking));
    }

    private CompletionStage<Map<String, String>> aliases() {
        return calls.collections(stub -> stub.listAliases(ListAliasesRequest.getDefaultInstance()))
                .thenApply(
                        response ->
                                response.getAliasesList().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        AliasDescription::getAliasName,
                                                        AliasDescription::getCollectionName)));
    }

    /** Of a collection that said it lacked documents; of any other there is nothing to do. */
    CompletionStage<Void> declareWhole(String collection) {
        String lacking = CollectionSchema.lackingDocuments(alias);
        AliasOperations gone =
                AliasOperations.newBuilder()
                        .setDeleteAlias(DeleteAlias.newBuilder().setAliasName(lacking))
                        .build();
        return aliases()
                .thenCompose(
                        all ->
                                collection.equals(all.get(lacking))
                                        ? change(List.of(gone))
                                        : CompletableFuture.completedStage(null));
    }

    private void requireSame(String served, String wanted) {
        if (!served.equals(wanted)) {
            throw new IndexMismatchException(
                    "The index \""
                            + alias
                            + "\" serves vectors of \""
                            + CollectionSchema.indexCompat(served)
                            + "\", the embedding model makes \""
                            + CollectionSchema.indexCompat(wanted)
                            + "\": start the model the index was made with, or re-index.");
        }
    }

    private CompletionStage<CollectionOperationResponse> create(String collection, int dimension) {
        return calls.collections(
                        stub -> stub.create(CollectionSchema.create(collection, dimension)))
                .exceptionallyCompose(failure -> unlessExists(collection, failure));
    }

    /** Qdrant versions differ in the status they give; what counts is whether it is there. */
    private CompletionStage<CollectionOperationResponse> unlessExists(
            String collection, Throwable failure) {
        if (QdrantCalls.is(failure, Status.Code.ALREADY_EXISTS)
                || QdrantCalls.is(failure, Status.Code.INVALID_ARGUMENT)) {
            return info(collection)
                    .thenApply(info -> CollectionOperationResponse.getDefaultInstance());
        }
        return CompletableFuture.failedStage(failure);
    }

    CompletionStage<GetCollectionInfoResponse> info(String collection) {
        return calls.collections(
                stub ->
                        stub.get(
                                GetCollectionInfoRequest.newBuilder()
                                        .setCollectionName(collection)
                                        .build()));
    }

    private CompletionStage<Void> createFieldIndexes(String collection) {
        CompletionStage<Void> done = CompletableFuture.completedStage(null);
        for (CreateFieldIndexCollection index : CollectionSchema.fieldIndexes(collection)) {
            done =
                    done.thenCompose(before -> calls.points(stub -> stub.createFieldIndex(index)))
                            .thenAccept(response -> {});
        }
        return done;
    }

    private CompletionStage<Void> point(
            Optional<String> served, String collection, boolean lacksDocuments) {
        if (served.isPresent()) {
            return CompletableFuture.completedStage(null);
        }
        // In one step, so that nobody takes the new index for one with all documents.
        List<AliasOperations> names = new ArrayList<>();
        if (lacksDocuments) {
            names.add(naming(CollectionSchema.lackingDocuments(alias), collection));
        }
        names.add(naming(alias, collection));
        return change(names);
    }

    private static AliasOperations naming(String alias, String collection) {
        return AliasOperations.newBuilder()
                .setCreateAlias(
                        CreateAlias.newBuilder().setAliasName(alias).setCollectionName(collection))
                .build();
    }

    private CompletionStage<Void> change(List<AliasOperations> actions) {
        ChangeAliases change = ChangeAliases.newBuilder().addAllActions(actions).build();
        return calls.collections(stub -> stub.updateAliases(change)).thenAccept(response -> {});
    }
}

package io.fumikura.index;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.WithPayloadSelectorFactory.include;

import io.grpc.Status;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.DeleteAlias;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The collections side by side: one for each embedding model that was or will be searched with, and
 * the alias that says which one is. Nothing blocks; failures are those of {@link ChunkIndex}. That
 * nobody writes while the alias is changed is the caller's care.
 */
public final class IndexCollections {

    private final QdrantCalls calls;
    private final String alias;
    private final CollectionPreparation preparation;
    private final Map<String, Integer> dimensions = new ConcurrentHashMap<>();

    IndexCollections(QdrantCalls calls, String alias, CollectionPreparation preparation) {
        this.calls = calls;
        this.alias = alias;
        this.preparation = preparation;
    }

    /** Which model's vectors are searched; empty before anything was prepared. */
    public CompletionStage<Optional<String>> served() {
        return preparation
                .servedCollection()
                .thenApply(name -> name.map(CollectionSchema::indexCompat));
    }

    /** The same, and whether it has all documents. */
    public CompletionStage<Optional<ServedCollection>> serving() {
        return preparation.serving();
    }

    /** What was made in the place of a lost collection has its documents again. */
    public CompletionStage<Void> declareWhole(String indexCompat) {
        return preparation.declareWhole(CollectionSchema.collection(indexCompat));
    }

    /** Every model there is a collection for, in the order of names. */
    public CompletionStage<List<String>> all() {
        return calls.collections(stub -> stub.list(ListCollectionsRequest.getDefaultInstance()))
                .thenApply(
                        response ->
                                response.getCollectionsList().stream()
                                        .map(CollectionDescription::getName)
                                        .filter(CollectionSchema::isOurs)
                                        .map(CollectionSchema::indexCompat)
                                        .sorted()
                                        .toList());
    }

    /** Makes the collection of another model, which nobody searches yet. May be repeated. */
    public CompletionStage<Void> prepareBeside(String indexCompat, int dimension) {
        return preparation.prepareCollection(CollectionSchema.collection(indexCompat), dimension);
    }

    /** How long its vectors are; empty when there is no such collection. */
    public CompletionStage<OptionalInt> dimension(String indexCompat) {
        Integer known = dimensions.get(indexCompat);
        if (known != null) {
            return CompletableFuture.completedStage(OptionalInt.of(known));
        }
        return preparation
                .info(CollectionSchema.collection(indexCompat))
                .thenApply(info -> CollectionSchema.dimension(info.getResult()))
                .thenApply(
                        dimension -> {
                            dimensions.put(indexCompat, dimension);
                            return OptionalInt.of(dimension);
                        })
                .exceptionallyCompose(failure -> unlessAbsent(failure, OptionalInt.empty()));
    }

    /**
     * Has searches find the other collection, in one step. Does nothing when they do already.
     *
     * @param from what must be served now, or it fails with {@link IndexMismatchException}
     */
    public CompletionStage<Void> switchAlias(String from, String to) {
        return served().thenCompose(
                        served -> {
                            if (served.equals(Optional.of(to))) {
                                return CompletableFuture.completedStage(null);
                            }
                            if (!served.equals(Optional.of(from))) {
                                throw new IndexMismatchException(
                                        "The index \"%s\" serves vectors of \"%s\" and not of \"%s\""
                                                .formatted(alias, served.orElse("nothing"), from));
                            }
                            return point(CollectionSchema.collection(to));
                        });
    }

    private CompletionStage<Void> point(String collection) {
        ChangeAliases change =
                ChangeAliases.newBuilder()
                        .addActions(
                                AliasOperations.newBuilder()
                                        .setDeleteAlias(
                                                DeleteAlias.newBuilder().setAliasName(alias)))
                        .addActions(
                                AliasOperations.newBuilder()
                                        .setCreateAlias(
                                                CreateAlias.newBuilder()
                                                        .setAliasName(alias)
                                                        .setCollectionName(collection)))
                        .build();
        return calls.collections(stub -> stub.updateAliases(change)).thenAccept(response -> {});
    }

    /** Deletes a collection; one that is searched is refused, one that is absent is no error. */
    public CompletionStage<Void> drop(String indexCompat) {
        DeleteCollection request =
                DeleteCollection.newBuilder()
                        .setCollectionName(CollectionSchema.collection(indexCompat))
                        .build();
        return served().thenCompose(
                        served -> {
                            if (served.equals(Optional.of(indexCompat))) {
                                throw new IndexMismatchException(
                                        "Vectors of \"%s\" are searched and cannot be dropped"
                                                .formatted(indexCompat));
                            }
                            dimensions.remove(indexCompat);
                            return calls.collections(stub -> stub.delete(request));
                        })
                .thenAccept(response -> {});
    }

    /**
     * Where passages are, in the order of their ids, without their text or vectors.
     *
     * @param document only this one's; otherwise all of every tenant
     * @param from the {@code next} of the page before
     * @param limit 1 to 10000
     */
    public CompletionStage<PlacePage> places(
            String indexCompat, Optional<DocumentRef> document, Optional<UUID> from, int limit) {
        ScrollPoints.Builder page =
                ScrollPoints.newBuilder()
                        .setCollectionName(CollectionSchema.collection(indexCompat))
                        .setLimit(limit)
                        .setWithPayload(include(PointPlace.NEEDED));
        document.ifPresent(of -> page.setFilter(Conditions.document(of.tenant(), of.id())));
        from.ifPresent(point -> page.setOffset(id(point)));
        return calls.points(stub -> stub.scroll(page.build())).thenApply(PlacePage::of);
    }

    /** How many passages searches in this collection can find, exactly. */
    public CompletionStage<Long> countVisible(String indexCompat) {
        return count(indexCompat, Conditions.visible());
    }

    /** How many passages of one generation there are, found or not, exactly. */
    public CompletionStage<Long> countGeneration(
            String indexCompat, DocumentRef document, int generation) {
        return count(
                indexCompat, Conditions.generation(document.tenant(), document.id(), generation));
    }

    private CompletionStage<Long> count(String indexCompat, Filter filter) {
        CountPoints request =
                CountPoints.newBuilder()
                        .setCollectionName(CollectionSchema.collection(indexCompat))
                        .setFilter(filter)
                        .setExact(true)
                        .build();
        return calls.points(stub -> stub.count(request))
                .thenApply(response -> response.getResult().getCount());
    }

    /** What the passages of a generation say of their document; empty when there are none. */
    public CompletionStage<Optional<DocumentFacts>> facts(
            String indexCompat, DocumentRef document, int generation) {
        ScrollPoints one =
                ScrollPoints.newBuilder()
                        .setCollectionName(CollectionSchema.collection(indexCompat))
                        .setFilter(
                                Conditions.generation(document.tenant(), document.id(), generation))
                        .setLimit(1)
                        .setWithPayload(include(DocumentFacts.NEEDED))
                        .build();
        return calls.points(stub -> stub.scroll(one))
                .thenApply(page -> page.getResultList().stream().findFirst().map(DocumentFacts::of))
                .exceptionallyCompose(failure -> unlessAbsent(failure, Optional.empty()));
    }

    /** Deletes points by their ids. */
    public CompletionStage<Void> deletePoints(String indexCompat, List<UUID> ids) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        PointsIdsList.Builder list = PointsIdsList.newBuilder();
        ids.forEach(point -> list.addIds(id(point)));
        return delete(
                CollectionSchema.collection(indexCompat),
                PointsSelector.newBuilder().setPoints(list).build());
    }

    /** In every collection, whether it is searched, was, or will be. */
    CompletionStage<Void> deleteEverywhere(Filter filter) {
        PointsSelector selector = PointsSelector.newBuilder().setFilter(filter).build();
        return everywhere(collection -> delete(collection, selector));
    }

    /**
     * Sets who may find a document, in every collection: of its passages that are found and of
     * those that are not yet. Passages written meanwhile are the caller's care.
     *
     * @param groups empty for the whole tenant
     */
    public CompletionStage<Void> setGroups(DocumentRef document, List<String> groups) {
        PointsSelector passages =
                PointsSelector.newBuilder()
                        .setFilter(Conditions.document(document.tenant(), document.id()))
                        .build();
        Value stored = Groups.stored(groups);
        return everywhere(collection -> setGroups(collection, passages, stored));
    }

    private CompletionStage<Void> setGroups(
            String collection, PointsSelector passages, Value groups) {
        SetPayloadPoints request =
                SetPayloadPoints.newBuilder()
                        .setCollectionName(collection)
                        .setWait(true)
                        .putPayload(CollectionSchema.GROUPS, groups)
                        .setPointsSelector(passages)
                        .build();
        return calls.points(stub -> stub.setPayload(request))
                .thenApply(response -> true)
                .exceptionallyCompose(failure -> unlessAbsent(failure, true))
                .thenAccept(set -> {});
    }

    private CompletionStage<Void> everywhere(Function<String, CompletionStage<Void>> change) {
        return all().thenCompose(
                        compats -> {
                            CompletionStage<Void> done = CompletableFuture.completedStage(null);
                            for (String compat : compats) {
                                String collection = CollectionSchema.collection(compat);
                                done = done.thenCompose(before -> change.apply(collection));
                            }
                            return done;
                        });
    }

    private CompletionStage<Void> delete(String collection, PointsSelector selector) {
        DeletePoints request =
                DeletePoints.newBuilder()
                        .setCollectionName(collection)
                        .setWait(true)
                        .setPoints(selector)
                        .build();
        return calls.points(stub -> stub.delete(request))
                .thenApply(response -> true)
                .exceptionallyCompose(failure -> unlessAbsent(failure, true))
                .thenAccept(deleted -> {});
    }

    /** A collection that was dropped meanwhile holds nothing. */
    private static <T> CompletionStage<T> unlessAbsent(Throwable failure, T absent) {
        return QdrantCalls.is(failure, Status.Code.NOT_FOUND)
                ? CompletableFuture.completedStage(absent)
                : CompletableFuture.failedStage(failure);
    }
}

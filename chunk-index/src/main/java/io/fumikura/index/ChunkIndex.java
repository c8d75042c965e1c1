package io.fumikura.index;

import io.grpc.Status;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The passages of all documents in Qdrant, one collection per embedding model, read through an
 * alias. A document is written as a new invisible generation and published in one step, so a reader
 * sees the old one or the new one. All writes may be repeated. Nothing blocks; every call ends
 * within the deadline, with {@link IndexUnavailableException} when Qdrant does not answer and with
 * {@link IndexMismatchException} when what it holds does not fit. Threads may share one instance.
 */
public final class ChunkIndex implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final QdrantCalls calls;
    private final String alias;
    private final LexicalEncoder encoder = new LexicalEncoder();
    private final ExecutorService encoders =
            Executors.newFixedThreadPool(
                    Runtime.getRuntime().availableProcessors(), ChunkIndex::daemon);
    private final GenerationWrites writes;
    private final HybridRequest requests;
    private final Renewal renewal;
    private final CollectionPreparation preparation;
    private final IndexCollections collections;
    private final Explanations explanations;

    /** Names that were checked: a collection never goes back to an older encoder. */
    private final Set<String> ownEncoder = ConcurrentHashMap.newKeySet();

    private ChunkIndex(QdrantCalls calls, String alias, Vocabularies vocabularies) {
        this.calls = calls;
        this.alias = alias;
        ChunkPoints points = new ChunkPoints(encoder, vocabularies);
        this.writes = new GenerationWrites(calls, points, encoders);
        this.requests = new HybridRequest(encoder, vocabularies);
        this.renewal = new Renewal(calls, points, encoders);
        this.preparation = new CollectionPreparation(calls, alias, renewal);
        this.collections = new IndexCollections(calls, alias, preparation);
        this.explanations = new Explanations(calls, encoder, vocabularies);
    }

    /** Does not wait for Qdrant: the first call finds out whether it is there. */
    public static ChunkIndex connect(IndexAddress address) {
        return connect(address, DEADLINE);
    }

    /** With words and synonyms of tenants' own. Does not wait for Qdrant. */
    public static ChunkIndex connect(IndexAddress address, Vocabularies vocabularies) {
        return connect(address, DEADLINE, vocabularies);
    }

    /**
     * Does not wait for Qdrant.
     *
     * @param deadline of each call to Qdrant
     */
    public static ChunkIndex connect(IndexAddress address, Duration deadline) {
        return connect(address, deadline, Vocabularies.none());
    }

    /** All of it. Does not wait for Qdrant. */
    public static ChunkIndex connect(
            IndexAddress address, Duration deadline, Vocabularies vocabularies) {
        return connect(address, deadline, vocabularies, CollectionSchema.ALIAS);
    }

    /** Tests that share one Qdrant each use an alias of their own. */
    static ChunkIndex connect(
            IndexAddress address, Duration deadline, Vocabularies vocabularies, String alias) {
        return new ChunkIndex(new QdrantCalls(address, deadline), alias, vocabularies);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "chunk-index");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Makes the collection and the alias if absent, and the lexical vectors anew where an earlier
     * release wrote them, which takes minutes. Any number of services may do it at once.
     */
    public CompletionStage<Void> prepare(String indexCompat, int dimension) {
        return prepare(indexCompat, dimension, /* expectDocuments= */ false);
    }

    /**
     * The same.
     *
     * @param expectDocuments documents are known to have been indexed: where there is no alias,
     *     what is made lacks them, and says so until {@link IndexCollections#declareWhole}
     */
    public CompletionStage<Void> prepare(
            String indexCompat, int dimension, boolean expectDocuments) {
        return preparation.prepare(indexCompat, dimension, expectDocuments);
    }

    /** Whether {@link #prepare} makes lexical vectors anew right now. */
    public boolean isRenewingWords() {
        return preparation.isRenewing();
    }

    /**
     * Writes passages nobody finds yet. Durable when it completes. Their words are looked up on the
     * index's own threads, a batch's while the one before is written.
     */
    public CompletionStage<Void> upsertInvisible(String indexCompat, List<IndexedChunk> chunks) {
        return writes.upsertInvisible(CollectionSchema.collection(indexCompat), chunks);
    }

    /**
     * Makes this generation visible and deletes the older ones, as one ordered batch. A late
     * repetition for an old generation finds nothing to do: newer ones are never touched.
     */
    public CompletionStage<Void> publish(
            String indexCompat, String tenant, UUID documentId, int generation) {
        return writes.publish(
                CollectionSchema.collection(indexCompat),
                new DocumentRef(tenant, documentId),
                generation);
    }

    /** All generations, visible or not, in every collection. Nothing to delete is no error. */
    public CompletionStage<Void> deleteDocument(String tenant, UUID documentId) {
        return collections.deleteEverywhere(Conditions.document(tenant, documentId));
    }

    /** The generations before this one, visible or not, in every collection. */
    public CompletionStage<Void> deleteBefore(String tenant, UUID documentId, int generation) {
        return collections.deleteEverywhere(
                Conditions.olderGenerations(tenant, documentId, generation));
    }

    /**
     * Deletes what was written of a generation that is not wanted any more. What was published
     * meanwhile stays until a newer generation takes its place, so that no reader sees a gap.
     */
    public CompletionStage<Void> deleteUnpublished(String tenant, UUID documentId, int generation) {
        return collections.deleteEverywhere(Conditions.unpublished(tenant, documentId, generation));
    }

    /**
     * Visible passages of the tenant, best first, at most {@code limit}. Fails with {@link
     * IndexMissingException} where there is no index: nothing found would be a statement about
     * documents.
     */
    public CompletionStage<List<FoundChunk>> search(HybridQuery query) {
        return search(alias, query)
                .exceptionallyCompose(
                        failure ->
                                CompletableFuture.failedStage(
                                        QdrantCalls.is(failure, Status.Code.NOT_FOUND)
                                                ? new IndexMissingException(alias)
                                                : failure));
    }

    /**
     * The same in the collection of one model, whatever the alias says: a vector of that model is
     * never compared with others. Fails with {@link IndexMismatchException} when it was dropped.
     */
    public CompletionStage<List<FoundChunk>> search(HybridQuery query, String indexCompat) {
        return search(CollectionSchema.collection(indexCompat), query)
                .exceptionallyCompose(
                        failure ->
                                CompletableFuture.failedStage(
                                        QdrantCalls.is(failure, Status.Code.NOT_FOUND)
                                                ? new IndexMismatchException(
                                                        "No collection holds vectors of "
                                                                + indexCompat)
                                                : failure));
    }

    private CompletionStage<List<FoundChunk>> search(String collection, HybridQuery query) {
        Optional<QueryPoints> request = requests.of(collection, query);
        if (request.isEmpty()) {
            return CompletableFuture.completedStage(List.of());
        }
        return requireOwnEncoder(collection)
                .thenCompose(fits -> calls.points(stub -> stub.query(request.get())))
                .thenApply(QueryResponse::getResultList)
                .thenApply(points -> points.stream().map(ChunkPoints::found).toList())
                .thenApply(found -> NewestGenerations.of(found, query.limit()))
                .thenCompose(found -> explanations.explain(collection, query, found));
    }

    private CompletionStage<Void> requireOwnEncoder(String collection) {
        return ownEncoder.contains(collection)
                ? CompletableFuture.completedStage(null)
                : preparation
                        .requireOwnEncoder(collection)
                        .thenAccept(fits -> ownEncoder.add(collection));
    }

    /**
     * Makes the lexical vectors of a tenant's passages anew, from the text that is stored: for when
     * its words have changed (see {@link Vocabularies}). Searching goes on meanwhile.
     *
     * @return how many passages were written
     */
    public CompletionStage<Long> renewWords(String tenant) {
        return renewal.of(alias, Conditions.tenant(tenant))
                .exceptionallyCompose(failure -> emptyIfNotPrepared(failure, 0L));
    }

    /** How many passages a document has; 0 when it is unknown. */
    public CompletionStage<Long> countPoints(String tenant, UUID documentId, boolean visibleOnly) {
        Filter filter =
                visibleOnly
                        ? Conditions.visibleDocument(tenant, documentId)
                        : Conditions.document(tenant, documentId);
        CountPoints request =
                CountPoints.newBuilder()
                        .setCollectionName(alias)
                        .setFilter(filter)
                        .setExact(true)
                        .build();
        return calls.points(stub -> stub.count(request))
                .thenApply(response -> response.getResult().getCount())
                .exceptionallyCompose(failure -> emptyIfNotPrepared(failure, 0L));
    }

    /** The collections of all models, and which one is searched. */
    public IndexCollections collections() {
        return collections;
    }

    /** Which model's vectors the alias serves. */
    public CompletionStage<String> servedIndexCompat() {
        return preparation
                .servedCollection()
                .thenApply(
                        served ->
                                CollectionSchema.indexCompat(
                                        served.orElseThrow(
                                                () -> new IndexMissingException(alias))));
    }

    private static <T> CompletionStage<T> emptyIfNotPrepared(Throwable failure, T empty) {
        return QdrantCalls.is(failure, Status.Code.NOT_FOUND)
                ? CompletableFuture.completedStage(empty)
                : CompletableFuture.failedStage(failure);
    }

    @Override
    public void close() {
        encoders.shutdown();
        calls.close();
        encoder.close();
    }
}

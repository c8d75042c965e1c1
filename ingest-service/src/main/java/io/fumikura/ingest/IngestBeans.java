package io.fumikura.ingest;

import io.fumikura.access.OurServices;
import io.fumikura.access.http.OutgoingCalls;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.IndexAddress;
import io.fumikura.index.Vocabularies;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.chunk.ChunkPolicy;
import io.fumikura.ingest.chunk.Chunker;
import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.Replay;
import io.fumikura.ingest.deadletter.UnsentRecords;
import io.fumikura.ingest.export.Exports;
import io.fumikura.ingest.index.EmbeddingServices;
import io.fumikura.ingest.index.IndexGate;
import io.fumikura.ingest.index.Indexer;
import io.fumikura.ingest.index.Indexers;
import io.fumikura.ingest.index.RemoteTokenCounter;
import io.fumikura.ingest.index.Words;
import io.fumikura.ingest.intake.BlobCleanup;
import io.fumikura.ingest.intake.DocumentGroups;
import io.fumikura.ingest.intake.DocumentsConsumer;
import io.fumikura.ingest.intake.EventIntake;
import io.fumikura.ingest.intake.EventReader;
import io.fumikura.ingest.intake.Generations;
import io.fumikura.ingest.intake.IngestPipeline;
import io.fumikura.ingest.intake.PageWork;
import io.fumikura.ingest.intake.PagesConsumer;
import io.fumikura.ingest.intake.Reading;
import io.fumikura.ingest.intake.Readings;
import io.fumikura.ingest.intake.References;
import io.fumikura.ingest.intake.Removal;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.outbox.KafkaSender;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.parse.ParsePool;
import io.fumikura.ingest.parse.ocr.OcrModel;
import io.fumikura.ingest.picture.DrawingThreads;
import io.fumikura.ingest.picture.PagePictures;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.DocumentsStanding;
import io.fumikura.ingest.store.Inbox;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Where the plain classes of this service are put together. */
@ApplicationScoped
class IngestBeans {
    private final Documents documents = new Documents();
    private final Contents contents = new Contents();
    private final Inbox inbox = new Inbox();
    private final Outbox outbox = new Outbox();

    @Produces
    @Singleton
    Transactions transactions(Vertx vertx) {
        return new Transactions(vertx);
    }

    @Produces
    @Singleton
    Documents documents() {
        return documents;
    }

    @Produces
    @Singleton
    DocumentsStanding documentsStanding(Transactions transactions) {
        return new DocumentsStanding(transactions);
    }

    @Produces
    @Singleton
    Contents contents() {
        return contents;
    }

    @Produces
    @Singleton
    ChunkIndex chunkIndex(QdrantConfig config, IngestConfig ingest) {
        return ChunkIndex.connect(
                new IndexAddress(config.host(), config.port(), config.apiKey(), config.tls()),
                ingest.indexDeadline(),
                config.vocabularies().map(Vocabularies::in).orElseGet(Vocabularies::none));
    }

    void close(@Disposes ChunkIndex index) {
        index.close();
    }

    @Produces
    @Singleton
    KafkaSender kafkaSender(@Identifier("default-kafka-broker") Map<String, Object> brokers) {
        Map<String, Object> settings = new HashMap<>(brokers);
        settings.keySet().retainAll(ProducerConfig.configNames());
        return new KafkaSender(settings);
    }

    void close(@Disposes KafkaSender sender) {
        sender.close();
    }

    @Produces
    @Singleton
    OutboxRelay outboxRelay(Transactions transactions, KafkaSender sender, DeadLetters letters) {
        return new OutboxRelay(transactions, sender, new UnsentRecords(letters)::keep);
    }

    @Produces
    @Singleton
    ParsePool parsePool(IngestConfig config, OcrModel ocr) {
        return Parsers.pool(config.parse(), ocr.pages().orElse(null));
    }

    void close(@Disposes ParsePool pool) {
        pool.close();
    }

    @Produces
    @Singleton
    DrawingThreads drawingThreads(IngestConfig config) {
        IngestConfig.Pictures pictures = config.pictures();
        return new DrawingThreads(
                Parsers.limits(config.parse()).within(pictures.timeout()),
                pictures.workers(),
                pictures.waiting());
    }

    void close(@Disposes DrawingThreads threads) {
        threads.close();
    }

    @Produces
    @Singleton
    PagePictures pagePictures(BlobStore blobs, DrawingThreads threads) {
        return new PagePictures(blobs, threads);
    }

    @Produces
    @Singleton
    Exports exports(
            Transactions transactions,
            BlobStore blobs,
            DrawingThreads threads,
            IngestConfig config) {
        Exports.Limits limits =
                new Exports.Limits(
                        Parsers.limits(config.parse()).within(config.export().timeout()),
                        config.export().together());
        return new Exports(transactions, blobs, threads, limits);
    }

    @Produces
    @Singleton
    DocumentGroups documentGroups(Transactions transactions, ChunkIndex index) {
        return new DocumentGroups(transactions, documents, index);
    }

    @Produces
    @Singleton
    Generations generations(BlobStore blobs, DocumentGroups groups) {
        return new Generations(documents, contents, blobs, groups, outbox);
    }

    @Produces
    @Singleton
    Uploads uploads(Transactions transactions, Generations generations) {
        return new Uploads(transactions, documents, inbox, generations, outbox);
    }

    @Produces
    @Singleton
    BlobCleanup blobCleanup(Transactions transactions, BlobStore blobs) {
        return new BlobCleanup(transactions, documents, blobs);
    }

    @Produces
    @Singleton
    Reading reading(IngestConfig config, BlobStore blobs, ParsePool parsers, OutgoingCalls calls) {
        IngestConfig.Chunk chunk = config.chunk();
        ChunkPolicy policy = new ChunkPolicy(chunk.target(), chunk.max(), chunk.maxOverlap());
        RemoteTokenCounter counter =
                new RemoteTokenCounter(config.embeddingUrl(), calls.to(OurServices.EMBEDDING));
        return new Reading(blobs, parsers, new Chunker(policy, counter));
    }

    @Produces
    @Singleton
    Words words(ChunkIndex index) {
        return new Words(index);
    }

    @Produces
    @Singleton
    Readings readings(Transactions transactions) {
        return new Readings(transactions, documents, contents, outbox);
    }

    @Produces
    @Singleton
    PageWork pageWork(Transactions transactions, Readings readings) {
        return new PageWork(transactions, readings, contents, outbox);
    }

    @Produces
    @Singleton
    IngestPipeline ingestPipeline(Readings readings, Reading reading, PageWork pageWork) {
        return new IngestPipeline(readings, reading, pageWork, outbox);
    }

    @Produces
    @Singleton
    PagesConsumer pagesConsumer(
            Transactions transactions,
            Readings readings,
            Reading reading,
            PageWork pageWork,
            IngestPipeline pipeline) {
        return new PagesConsumer(transactions, readings, reading, pageWork, pipeline);
    }

    @Produces
    @Singleton
    DocumentsConsumer documentsConsumer(
            Transactions transactions,
            EventReader reader,
            EventIntake intake,
            IngestPipeline pipeline,
            Removal removal) {
        return new DocumentsConsumer(transactions, reader, intake, pipeline, removal);
    }

    @Produces
    @Singleton
    EventReader eventReader(BlobStore blobs, References references) {
        return new EventReader(blobs, references);
    }

    @Produces
    @Singleton
    EventIntake eventIntake(
            Transactions transactions, Generations generations, IngestConfig config) {
        return new EventIntake(
                transactions, documents, inbox, generations, config.retention().events());
    }

    @Produces
    @Singleton
    Removal removal(Transactions transactions, ChunkIndex index, BlobCleanup cleanup) {
        return new Removal(transactions, documents, contents, index, cleanup);
    }

    @Produces
    @Singleton
    Indexers indexers(Transactions transactions, ChunkIndex index, EmbeddingServices services) {
        return new Indexers(transactions, documents, contents, index, services);
    }

    @Produces
    @Singleton
    IndexGate indexGate(Indexers indexers) {
        return indexers.gate();
    }

    @Produces
    @Singleton
    Indexer indexer(Indexers indexers, IndexGate gate, BlobCleanup cleanup) {
        return indexers.indexer(gate, cleanup::releaseBefore);
    }

    @Produces
    @Singleton
    DeadLetters deadLetters(Transactions transactions) {
        return new DeadLetters(transactions, documents, outbox);
    }

    @Produces
    @Singleton
    DeadRecords deadRecords(DeadLetters letters, Replay replay) {
        return new DeadRecords(letters, replay);
    }

    @Produces
    @Singleton
    Replay replay(Transactions transactions) {
        return new Replay(transactions, documents, inbox, outbox);
    }
}

package io.fumikura.ingest;

import io.fumikura.index.ChunkIndex;
import io.fumikura.index.IndexAddress;
import io.fumikura.index.Vocabularies;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.chunk.ChunkPolicy;
import io.fumikura.ingest.chunk.Chunker;
import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.Replay;
import io.fumikura.ingest.index.GenerationWriter;
import io.fumikura.ingest.index.IndexFaults;
import io.fumikura.ingest.index.IndexGate;
import io.fumikura.ingest.index.Indexer;
import io.fumikura.ingest.index.Publication;
import io.fumikura.ingest.index.RemoteEmbeddingModel;
import io.fumikura.ingest.index.RemoteTokenCounter;
import io.fumikura.ingest.intake.BlobCleanup;
import io.fumikura.ingest.intake.DocumentsConsumer;
import io.fumikura.ingest.intake.EventIntake;
import io.fumikura.ingest.intake.EventReader;
import io.fumikura.ingest.intake.IngestPipeline;
import io.fumikura.ingest.intake.Reading;
import io.fumikura.ingest.intake.Readings;
import io.fumikura.ingest.intake.Removal;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.outbox.KafkaSender;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.FormatDetector;
import io.fumikura.ingest.parse.HtmlParser;
import io.fumikura.ingest.parse.MarkdownParser;
import io.fumikura.ingest.parse.ParseLimits;
import io.fumikura.ingest.parse.ParsePool;
import io.fumikura.ingest.parse.PdfParser;
import io.fumikura.ingest.parse.TextParser;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Inbox;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
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
    Contents contents() {
        return contents;
    }

    @Produces
    @Singleton
    BlobStore blobStore(IngestConfig config) throws IOException {
        return new BlobStore(
                config.blobDirectory(),
                config.maxDocumentSize().asLongValue(),
                FormatDetector.HEAD_BYTES);
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
    OutboxRelay outboxRelay(Transactions transactions, KafkaSender sender) {
        return new OutboxRelay(transactions, sender);
    }

    @Produces
    @Singleton
    ParsePool parsePool(IngestConfig config) {
        IngestConfig.Parse parse = config.parse();
        return new ParsePool(
                Map.of(
                        Format.TEXT, new TextParser(),
                        Format.MARKDOWN, new MarkdownParser(),
                        Format.HTML, new HtmlParser(),
                        Format.PDF, new PdfParser()),
                new ParseLimits(parse.maxPages(), parse.maxCharacters(), parse.timeout()),
                parse.workers());
    }

    void close(@Disposes ParsePool pool) {
        pool.close();
    }

    @Produces
    @Singleton
    Uploads uploads(Transactions transactions, BlobStore blobs) {
        return new Uploads(transactions, documents, inbox, blobs, outbox);
    }

    @Produces
    @Singleton
    BlobCleanup blobCleanup(Transactions transactions, BlobStore blobs) {
        return new BlobCleanup(transactions, documents, blobs);
    }

    @Produces
    @Singleton
    Reading reading(IngestConfig config, BlobStore blobs, ParsePool parsers) {
        IngestConfig.Chunk chunk = config.chunk();
        ChunkPolicy policy = new ChunkPolicy(chunk.target(), chunk.max(), chunk.maxOverlap());
        RemoteTokenCounter counter = new RemoteTokenCounter(config.embeddingUrl());
        return new Reading(blobs, parsers, new Chunker(policy, counter));
    }

    @Produces
    @Singleton
    DocumentsConsumer documentsConsumer(
            Transactions transactions,
            BlobStore blobs,
            Reading reading,
            ChunkIndex index,
            BlobCleanup cleanup) {
        return new DocumentsConsumer(
                transactions,
                new EventReader(blobs),
                new EventIntake(transactions, documents, inbox, blobs, outbox),
                new IngestPipeline(
                        new Readings(transactions, documents, contents, outbox), reading, outbox),
                new Removal(transactions, documents, contents, index, cleanup));
    }

    @Produces
    @Singleton
    IndexGate indexGate(IngestConfig config, ChunkIndex index) {
        return new IndexGate(new RemoteEmbeddingModel(config.embeddingUrl()), index);
    }

    @Produces
    @Singleton
    Indexer indexer(
            IndexGate gate, Transactions transactions, ChunkIndex index, BlobCleanup cleanup) {
        Publication publication =
                new Publication(transactions, documents, contents, index, cleanup::releaseBefore);
        return new Indexer(
                gate,
                new GenerationWriter(transactions, documents, contents, index, publication),
                new IndexFaults(transactions, documents, outbox));
    }

    @Produces
    @Singleton
    DeadLetters deadLetters(Transactions transactions) {
        return new DeadLetters(transactions, documents, outbox);
    }

    @Produces
    @Singleton
    Replay replay(Transactions transactions) {
        return new Replay(transactions, documents, inbox, outbox);
    }
}

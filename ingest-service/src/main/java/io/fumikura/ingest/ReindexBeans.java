package io.fumikura.ingest;

import io.fumikura.access.OurServices;
import io.fumikura.access.http.OutgoingCalls;
import io.fumikura.access.http.OutgoingCredential;
import io.fumikura.index.ChunkIndex;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.index.EmbeddingServices;
import io.fumikura.ingest.index.RemoteEmbeddingModel;
import io.fumikura.ingest.intake.BlobCleanup;
import io.fumikura.ingest.intake.DocumentGroups;
import io.fumikura.ingest.intake.Removal;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.reconcile.Reconciliation;
import io.fumikura.ingest.reconcile.StuckDocuments;
import io.fumikura.ingest.reindex.Copier;
import io.fumikura.ingest.reindex.ReindexOrders;
import io.fumikura.ingest.reindex.Reindexer;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What reindexing and reconciling are put together from; the rest is in {@link IngestBeans}. */
@ApplicationScoped
class ReindexBeans {
    private static final Duration KAFKA_IS_AWAY = Duration.ofMinutes(10);

    @Produces
    @Singleton
    EmbeddingServices embeddingServices(
            IngestConfig config, ChunkIndex index, OutgoingCalls calls) {
        OutgoingCredential credentials = calls.to(OurServices.EMBEDDING);
        List<RemoteEmbeddingModel> services = new ArrayList<>();
        services.add(new RemoteEmbeddingModel(config.embeddingUrl(), credentials));
        config.reindex()
                .embeddingUrl()
                .map(url -> new RemoteEmbeddingModel(url, credentials))
                .ifPresent(services::add);
        return new EmbeddingServices(services, index);
    }

    @Produces
    @Singleton
    Copier copier(
            Transactions transactions, Documents documents, Contents contents, ChunkIndex index) {
        return new Copier(transactions, documents, contents, index);
    }

    @Produces
    @Singleton
    Reindexer reindexer(
            Transactions transactions,
            EmbeddingServices services,
            ChunkIndex index,
            Copier copier,
            IngestConfig config) {
        return new Reindexer(transactions, services, index, copier, config.reindex().concurrency());
    }

    @Produces
    @Singleton
    Reconciliation reconciliation(
            Transactions transactions,
            BlobStore blobs,
            ChunkIndex index,
            EmbeddingServices services,
            OfIntake intake) {
        Documents documents = new Documents();
        Contents contents = new Contents();
        return new Reconciliation(
                new Reconciliation.Places(transactions, documents, contents, blobs, index),
                new Reconciliation.Workers(
                        services,
                        intake.uploads(),
                        new Removal(transactions, documents, contents, index, intake.cleanup()),
                        intake.cleanup(),
                        intake.groups()));
    }

    @Produces
    @Singleton
    StuckDocuments stuckDocuments(
            Transactions transactions, Uploads uploads, OutboxRelay relay, IngestConfig config) {
        return new StuckDocuments(
                transactions,
                new Contents(),
                uploads,
                config.stuckAfter(),
                () -> relay.standing().age().compareTo(KAFKA_IS_AWAY) < 0);
    }

    /** What intake has for others. */
    record OfIntake(Uploads uploads, BlobCleanup cleanup, DocumentGroups groups) {}

    @Produces
    @Singleton
    OfIntake ofIntake(Uploads uploads, BlobCleanup cleanup, DocumentGroups groups) {
        return new OfIntake(uploads, cleanup, groups);
    }

    @Produces
    @Singleton
    ReindexOrders reindexOrders(
            Transactions transactions, EmbeddingServices services, ChunkIndex index) {
        return new ReindexOrders(transactions, services, index);
    }
}

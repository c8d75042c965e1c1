package io.fumikura.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.access.Caller;
import io.fumikura.access.OurServices;
import io.fumikura.access.http.OutgoingCalls;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.Vocabularies;
import io.fumikura.query.call.CallPolicy;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.database.Database;
import io.fumikura.query.database.SchemaMigration;
import io.fumikura.query.embed.QueryEmbedder;
import io.fumikura.query.embed.RemoteQueryEmbedder;
import io.fumikura.query.front.FrontDoor;
import io.fumikura.query.log.QueryLog;
import io.fumikura.query.log.QueryMetrics;
import io.fumikura.query.log.QueryStore;
import io.fumikura.query.rerank.PassageReranker;
import io.fumikura.query.rerank.RemotePassageReranker;
import io.fumikura.query.search.IndexedPassages;
import io.fumikura.query.search.ModelMatch;
import io.fumikura.query.search.PassageIndex;
import io.fumikura.query.search.RerankOrder;
import io.fumikura.query.search.SearchLimits;
import io.fumikura.query.search.SearchPipeline;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/** Where the plain classes of this service meet. */
@ApplicationScoped
public class QueryBeans {
    private static final Logger LOG = Logger.getLogger(QueryBeans.class);
    private static final Duration MIGRATION_PAUSE = Duration.ofSeconds(10);

    /** A search before anybody asks; what it finds is for nobody. */
    private static final Caller NOBODY = new Caller("warm-up", "nobody", Set.of(), Set.of());

    private static final Duration WARM_UP = Duration.ofSeconds(10);

    void onStart(@Observes StartupEvent started, SchemaMigration schema, SearchPipeline search) {
        schema.start();
        warmUp(search);
    }

    void onRoutes(@Observes Router router, FrontDoor frontDoor, OutgoingCalls calls) {
        frontDoor.open(router, context -> calls.passOn(context, OurServices.INGEST));
    }

    @Produces
    @Singleton
    FrontDoor frontDoor(Vertx vertx, QueryConfig config, ObjectMapper json) {
        QueryConfig.Ingest ingest = config.ingest();
        return new FrontDoor(
                vertx, ingest.url(), ingest.connectTimeout(), ingest.idleTimeout(), json);
    }

    void close(@Disposes FrontDoor frontDoor) {
        frontDoor.close();
    }

    /** Loads the dictionary and opens connections, so that the first question need not wait. */
    private static void warmUp(SearchPipeline search) {
        search.search(NOBODY, SearchRequest.of("準備"), Deadline.after(WARM_UP))
                .subscribe()
                .with(
                        done -> LOG.debug("warm"),
                        failure -> LOG.debugf(failure, "not warm: something is not there yet"));
    }

    @Produces
    @Singleton
    SchemaMigration schema(Flyway flyway, QueryPools pools) {
        return new SchemaMigration(flyway, pools.background(), MIGRATION_PAUSE);
    }

    @Produces
    @Singleton
    QueryPools pools(QueryConfig config) {
        return QueryPools.start(config.ollama().maxConcurrent());
    }

    void stop(@Disposes QueryPools pools) {
        pools.close();
    }

    @Produces
    @Singleton
    ChunkIndex index(QdrantConfig config) {
        return ChunkIndex.connect(
                config.address(),
                config.vocabularies().map(Vocabularies::in).orElseGet(Vocabularies::none));
    }

    void close(@Disposes ChunkIndex index) {
        index.close();
    }

    @Produces
    @Singleton
    QueryEmbedder embedder(QueryConfig config, OutgoingCalls calls) {
        return embedderAt(config.embeddingUrl(), config, calls);
    }

    @Produces
    @Singleton
    PassageReranker reranker(QueryConfig config, OutgoingCalls calls) {
        return RemotePassageReranker.at(
                config.rerankerUrl(),
                policy(config, config.reranker().timeout()),
                config.silence(),
                calls.to(OurServices.RERANKER));
    }

    @Produces
    @Singleton
    PassageIndex passages(ChunkIndex index, QueryConfig config, QueryPools pools) {
        return new IndexedPassages(
                index,
                pools.language(),
                policy(config, config.index().timeout()),
                config.silence());
    }

    @Produces
    @Singleton
    ModelMatch modelMatch(
            QueryEmbedder embedder, PassageIndex index, QueryConfig config, OutgoingCalls calls) {
        List<QueryEmbedder> embedders = new ArrayList<>(List.of(embedder));
        config.nextEmbeddingUrl()
                .map(url -> embedderAt(url, config, calls))
                .ifPresent(embedders::add);
        return new ModelMatch(embedders, index, config.modelCheck());
    }

    private static QueryEmbedder embedderAt(URI url, QueryConfig config, OutgoingCalls calls) {
        return RemoteQueryEmbedder.at(
                url, policy(config, config.embedding().timeout()), calls.to(OurServices.EMBEDDING));
    }

    @Produces
    @Singleton
    SearchLimits searchLimits(QueryConfig config) {
        return new SearchLimits(config.search().candidates(), config.search().deadline());
    }

    @Produces
    @Singleton
    RerankOrder rerankOrder(QueryConfig config) {
        QueryConfig.Rerank rerank = config.search().rerank();
        return new RerankOrder(rerank.depth(), rerank.retrievalWeight(), rerank.lengthWeight());
    }

    @Produces
    @Singleton
    SearchPipeline search(
            ModelMatch modelMatch,
            PassageIndex index,
            PassageReranker reranker,
            SearchLimits limits,
            RerankOrder order) {
        return new SearchPipeline(modelMatch, index, reranker, limits, order);
    }

    @Produces
    @Singleton
    QueryMetrics metrics(MeterRegistry registry) {
        return new QueryMetrics(registry);
    }

    @Produces
    @Singleton
    Database database(Vertx vertx, SchemaMigration schema) {
        return new Database(vertx, schema);
    }

    @Produces
    @Singleton
    QueryStore store(Database database) {
        return new QueryStore(database);
    }

    @Produces
    @Singleton
    QueryLog log(QueryStore store, QueryMetrics metrics, QueryConfig config) {
        return new QueryLog(store, metrics, config.logQueries());
    }

    @Produces
    @Singleton
    StatusResource.IndexState indexState(PassageIndex index, ModelMatch modelMatch) {
        return new StatusResource.IndexState(index, modelMatch);
    }

    static CallPolicy policy(QueryConfig config, Duration timeout) {
        QueryConfig.Breaker breaker = config.breaker();
        return new CallPolicy(timeout, breaker.calls(), breaker.failures(), breaker.pause());
    }
}

package io.fumikura.query;

import io.fumikura.access.OurServices;
import io.fumikura.access.http.AccessConfig;
import io.fumikura.access.http.AccessMode;
import io.fumikura.access.http.OutgoingCalls;
import io.fumikura.index.LexicalEncoder;
import io.fumikura.query.answer.AnswerLimits;
import io.fumikura.query.answer.AnswerModel;
import io.fumikura.query.answer.AnswerPipeline;
import io.fumikura.query.answer.AnswerWriter;
import io.fumikura.query.answer.ExtractiveAnswer;
import io.fumikura.query.answer.FollowUps;
import io.fumikura.query.answer.OllamaAnswerModel;
import io.fumikura.query.answer.OllamaProbe;
import io.fumikura.query.answer.OllamaSettings;
import io.fumikura.query.answer.Places;
import io.fumikura.query.answer.Prompt;
import io.fumikura.query.cite.PagePlaces;
import io.fumikura.query.cite.Sources;
import io.fumikura.query.cite.SupportCheck;
import io.fumikura.query.conversation.ConversationLimits;
import io.fumikura.query.conversation.Conversations;
import io.fumikura.query.conversation.TurnStore;
import io.fumikura.query.database.Database;
import io.fumikura.query.log.QueryMetrics;
import io.fumikura.query.log.QueryStore;
import io.fumikura.query.pages.DocumentPages;
import io.fumikura.query.pages.RemoteDocumentPages;
import io.fumikura.query.rerank.PassageReranker;
import io.fumikura.query.rerank.RelevanceFloor;
import io.fumikura.query.search.SearchPipeline;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Where the classes that write answers meet. */
@ApplicationScoped
public class AnswerBeans {
    @Produces
    @Singleton
    OllamaSettings ollamaSettings(QueryConfig config, AccessConfig access) {
        QueryConfig.Ollama ollama = config.ollama();
        return new OllamaSettings(
                ollama.enabled(),
                ollama.url(),
                ollama.model(),
                ollama.numContext(),
                ollama.maxAnswerTokens(),
                ollama.temperature(),
                ollama.keepAlive(),
                ollama.maxConcurrent(),
                ollama.maxWaiting(),
                share(ollama, access.mode()),
                new OllamaSettings.Patience(
                        ollama.connectTimeout(),
                        ollama.queueTimeout(),
                        ollama.loadTimeout(),
                        ollama.firstTokenTimeout(),
                        ollama.gapTimeout(),
                        ollama.totalTimeout(),
                        ollama.probe()));
    }

    /** In the open mode nobody can be told from anybody else. */
    private static int share(QueryConfig.Ollama ollama, AccessMode mode) {
        int most = ollama.maxWaiting();
        return mode == AccessMode.OPEN ? most : ollama.maxWaitingOfACaller().orElse((most + 1) / 2);
    }

    @Produces
    @Singleton
    OllamaProbe ollamaProbe(OllamaSettings settings, QueryPools pools) {
        return new OllamaProbe(settings, pools.http(settings.patience().connect()));
    }

    @Produces
    @Singleton
    StatusResource.OllamaState ollamaState(OllamaSettings settings, OllamaProbe probe) {
        return new StatusResource.OllamaState(settings, probe);
    }

    @Produces
    @Singleton
    Places places(OllamaSettings settings, QueryMetrics metrics) {
        Places places =
                new Places(
                        settings.maxConcurrent(),
                        settings.maxWaiting(),
                        settings.maxWaitingOfACaller());
        metrics.generating(places::writing, places::waiting);
        return places;
    }

    @Produces
    @Singleton
    AnswerModel answerModel(
            OllamaSettings settings,
            OllamaProbe probe,
            Places places,
            QueryPools pools,
            QueryConfig config) {
        return new OllamaAnswerModel(
                new OllamaAnswerModel.Parts(
                        settings,
                        probe,
                        places,
                        OllamaAnswerModel.Attempts.behindBreaker(
                                settings, QueryBeans.policy(config, settings.patience().total())),
                        pools.http(settings.patience().connect()),
                        pools.readers(),
                        pools.background()));
    }

    @Produces
    @Singleton
    LexicalEncoder words() {
        return new LexicalEncoder();
    }

    void close(@Disposes LexicalEncoder words) {
        words.close();
    }

    @Produces
    @Singleton
    DocumentPages pages(QueryConfig config, OutgoingCalls calls) {
        QueryConfig.Ingest ingest = config.ingest();
        return RemoteDocumentPages.at(
                ingest.url(),
                QueryBeans.policy(config, ingest.pageTimeout()),
                caller -> calls.tokenOf(caller, OurServices.INGEST));
    }

    @Produces
    @Singleton
    Sources sources(
            LexicalEncoder words,
            PassageReranker reranker,
            DocumentPages pages,
            QueryPools pools,
            QueryConfig config) {
        return new Sources(
                new SupportCheck(words::words, reranker, pools.language()),
                new PagePlaces(pages),
                config.answer().sourcesTimeout());
    }

    @Produces
    @Singleton
    AnswerWriter answerWriter(
            LexicalEncoder words,
            Sources sources,
            OllamaSettings ollama,
            QueryPools pools,
            QueryMetrics metrics) {
        return new AnswerWriter(
                new ExtractiveAnswer(words::words),
                pools.language(),
                sources,
                ollama.promptTokens(),
                metrics);
    }

    @Produces
    @Singleton
    Conversations conversations(Database database, QueryConfig config) {
        ConversationsConfig kept = config.conversations();
        return new Conversations(
                new TurnStore(database),
                new ConversationLimits(
                        kept.stored(), kept.maxTurns(), kept.maxTurnsOfACaller(), kept.maxAge()));
    }

    /** An answer of a model that has no room for a passage would rest on nothing. */
    static void requireRoom(QueryConfig.Ollama ollama) {
        int room = ollama.numContext() - ollama.maxAnswerTokens();
        if (ollama.enabled() && room < Prompt.leastRoom()) {
            throw new IllegalStateException(
                    ("query.ollama.num-context is %d, of which query.ollama.max-answer-tokens takes"
                                    + " %d: instructions, question and passages need at least %d")
                            .formatted(
                                    ollama.numContext(),
                                    ollama.maxAnswerTokens(),
                                    Prompt.leastRoom()));
        }
    }

    void onStart(
            @Observes StartupEvent started,
            Conversations conversations,
            QueryStore log,
            QueryPools pools,
            QueryConfig config) {
        requireRoom(config.ollama());
        long pause = config.conversations().purgeEvery().toMillis();
        // A failure is its own affair: the next time comes all the same.
        var unused =
                pools.background()
                        .scheduleWithFixedDelay(
                                () -> {
                                    conversations.purge();
                                    log.purge(config.logMaxAge());
                                },
                                pause,
                                pause,
                                TimeUnit.MILLISECONDS);
    }

    @Produces
    @Singleton
    AnswerPipeline answers(
            SearchPipeline search,
            AnswerModel model,
            AnswerWriter writer,
            PassageReranker reranker,
            QueryConfig config) {
        AnswerLimits limits =
                new AnswerLimits(
                        new RelevanceFloor(
                                reranker, config.answer().minRelevance(), config.modelCheck()),
                        config.answer().deadline(),
                        config.search().deadline());
        FollowUps followUps = new FollowUps(model, config.answer().rewriteTimeout());
        return new AnswerPipeline(followUps, search, model, writer, limits);
    }
}

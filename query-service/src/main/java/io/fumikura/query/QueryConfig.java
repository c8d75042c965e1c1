package io.fumikura.query;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Every setting of query-service. Addresses of the index and of PostgreSQL: see the README. */
@ConfigMapping(prefix = "query")
public interface QueryConfig {
    /** Where embedding-service is. */
    @WithDefault("http://localhost:8082")
    URI embeddingUrl();

    /**
     * Where another embedding-service is, while the model is changed: the one whose vectors the
     * index serves is asked, whichever it is.
     */
    Optional<URI> nextEmbeddingUrl();

    /** Where reranker-service is. */
    @WithDefault("http://localhost:8083")
    URI rerankerUrl();

    /** Whether questions are logged in PostgreSQL; without it nothing is kept about a question. */
    @WithDefault("false")
    boolean logQueries();

    /** How long a question in that log is kept, and a thumb, which is kept without it as well. */
    @WithDefault("90d")
    Duration logMaxAge();

    /** How long it is believed what the index serves and what the embedding services make. */
    @WithDefault("2s")
    Duration modelCheck();

    /**
     * How long the reranker and the index may be silent before they are asked for a sign of life,
     * and how long they have for that. One that is slow has its whole time limit; one that is not
     * there, whose address takes every packet and answers none, costs twice this.
     */
    @WithDefault("1s")
    Duration silence();

    Ingest ingest();

    Search search();

    Embedding embedding();

    Reranker reranker();

    Index index();

    Breaker breaker();

    Answer answer();

    ConversationsConfig conversations();

    Ollama ollama();

    /** Where documents are, and requests about them go. */
    interface Ingest {
        /** Where ingest-service is. */
        @WithDefault("http://localhost:8081")
        URI url();

        /** Longest wait for a connection. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** Longest wait for the lines of a page that an answer cites. */
        @WithDefault("1s")
        Duration pageTimeout();

        /** Longest silence on a connection, for example while a page of a document is read. */
        @WithDefault("15m")
        Duration idleTimeout();
    }

    /** How a search is done. */
    interface Search {
        /** Longest a search may take. */
        @WithDefault("10s")
        Duration deadline();

        /** Passages retrieval gives, at least; more when more hits are asked for. */
        @WithDefault("50")
        @Min(1)
        @Max(1000)
        int candidates();

        Rerank rerank();
    }

    /**
     * How the reranker's scores become the order of the hits: logit + retrieval-weight × (retrieval
     * score ÷ the best candidate's) − length-weight × ln(characters).
     */
    interface Rerank {
        /** How many of the best are reranked; the others follow in the order of retrieval. */
        @WithDefault("50")
        @Min(1)
        @Max(1000)
        int depth();

        /**
         * What being first in retrieval is worth, in logits. The default was chosen for the
         * miniature models on training articles that were held back; 0 for a strong reranker.
         */
        @WithDefault("4.5")
        @DecimalMin("0")
        double retrievalWeight();

        /** What a passage loses for each e-fold of its length, in logits. */
        @WithDefault("0")
        @DecimalMin("0")
        double lengthWeight();
    }

    /** How embedding-service is called. */
    interface Embedding {
        /** Longest wait for the vector of a question. */
        @WithDefault("2s")
        Duration timeout();
    }

    /** How reranker-service is called. */
    interface Reranker {
        /** Longest wait for the scores of all passages. */
        @WithDefault("5s")
        Duration timeout();
    }

    /** How the index is called. */
    interface Index {
        /** Longest wait for the hits. */
        @WithDefault("5s")
        Duration timeout();
    }

    /** When a dependency that keeps failing is left alone for a while. */
    interface Breaker {
        /** How many calls are looked at. */
        @WithDefault("10")
        @Min(2)
        int calls();

        /** Share of them that must fail. */
        @WithDefault("0.5")
        @DecimalMin("0.01")
        @DecimalMax("1")
        double failures();

        /** How long the pause is. */
        @WithDefault("5s")
        Duration pause();
    }

    /** How an answer is written. */
    interface Answer {
        /** Longest an answer may take, search included. */
        @WithDefault("5m")
        Duration deadline();

        /**
         * Sigmoid of the best passage's logit below which the documents do not contain the answer,
         * in place of what the reranker's {@code model.json} says ({@code score.relevant_from}; a
         * logit of -6 where it says nothing). 0: never.
         */
        Optional<@DecimalMin("0") @DecimalMax("1") Double> minRelevance();

        /**
         * How long the language model may take to make a follow-up question one that stands by
         * itself; after that it is done by a rule.
         */
        @WithDefault("8s")
        Duration rewriteTimeout();

        /**
         * How long a complete answer waits to be checked against its passages, and for the places
         * of their lines.
         */
        @WithDefault("1500ms")
        Duration sourcesTimeout();
    }

    /** How the language model is called. */
    interface Ollama {
        /** False: never called; answers are excerpts. */
        @WithDefault("true")
        boolean enabled();

        /** Where Ollama is. */
        @WithDefault("http://localhost:11434")
        URI url();

        /** Which of its models writes answers. */
        @WithDefault("qwen3:14b")
        @NotBlank
        String model();

        /** Tokens of prompt and answer together; the start is refused where no passage has room. */
        @WithDefault("16384")
        @Min(2048)
        int numContext();

        /** Longest answer in tokens. */
        @WithDefault("1024")
        @Min(16)
        int maxAnswerTokens();

        /** 0 for the same answer each time. */
        @WithDefault("0.1")
        @DecimalMin("0")
        @DecimalMax("2")
        double temperature();

        /** How long the model stays loaded after an answer. */
        @WithDefault("30m")
        Duration keepAlive();

        /** Answers written at the same time. */
        @WithDefault("4")
        @Min(1)
        @Max(64)
        int maxConcurrent();

        /** Longest wait for a connection. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** Answers that wait their turn; more are excerpts at once. */
        @WithDefault("16")
        @Min(0)
        @Max(1000)
        int maxWaiting();

        /**
         * How many of those may be of one caller, which is a key or a person; half of them where it
         * is not set. In the open mode all are one caller, and there is no such limit.
         */
        Optional<@Min(1) Integer> maxWaitingOfACaller();

        /** Longest wait for a turn. */
        @WithDefault("1m")
        Duration queueTimeout();

        /** Longest wait for Ollama to load the model, where it has not. */
        @WithDefault("2m")
        Duration loadTimeout();

        /** Longest wait for the beginning of an answer once the model is loaded. */
        @WithDefault("1m")
        Duration firstTokenTimeout();

        /** Longest silence within an answer. */
        @WithDefault("30s")
        Duration gapTimeout();

        /** Longest an answer may be written. */
        @WithDefault("5m")
        Duration totalTimeout();

        /** How long an answer to "are you there" is believed. */
        @WithDefault("5s")
        Duration probe();
    }
}

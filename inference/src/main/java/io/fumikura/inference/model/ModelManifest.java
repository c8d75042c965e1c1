package io.fumikura.inference.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code model.json}, schema 1: everything a service needs to know about a model. Services are
 * configured with a folder and read the rest here, so that two services cannot disagree about it.
 *
 * @param maxTokens the longest input the graph takes
 * @param defaultMaxTokens the limit to use unless the operator sets another; null: {@code
 *     maxTokens}
 * @param queryPrefix put before a query, literally, trailing spaces included
 * @param pairTemplate {@code {query}} and {@code {passage}} are replaced once each
 * @param dimension length of the vector; null where the output is a score
 * @param indexCompat vectors of models with the same value may share an index
 */
public record ModelManifest(
        int schema,
        String id,
        Task task,
        String version,
        Licence licence,
        Source source,
        List<ModelFile> files,
        @Nullable RuntimeFacts runtime,
        @Nullable Tokenizer tokenizer,
        int maxTokens,
        @Nullable Integer defaultMaxTokens,
        @Nullable Truncation truncation,
        @Nullable String queryPrefix,
        @Nullable String passagePrefix,
        @Nullable PairMode pairMode,
        @Nullable String pairTemplate,
        @Nullable Pooling pooling,
        @Nullable Normalise normalise,
        @Nullable Integer dimension,
        @Nullable String similarity,
        @Nullable Score score,
        @Nullable BatchLimits batch,
        List<Golden> golden,
        @Nullable String indexCompat) {

    public static final int SCHEMA = 1;

    /** Of an OCR model, which has no facts of a text model: its own are in {@code profile.json}. */
    public static ModelManifest ofOcr(
            String id, Licence licence, Source source, List<ModelFile> files) {
        return new ModelManifest(
                SCHEMA, id, Task.OCR, "1", licence, source, files, null, null, 0, null, null, null,
                null, null, null, null, null, null, null, null, null, List.of(), null);
    }

    public ModelManifest {
        Facts.present(id, "id");
        Facts.present(task, "task");
        Facts.present(version, "version");
        Facts.present(licence, "licence");
        Facts.present(source, "source");
        files = List.copyOf(Facts.present(files, "files"));
        golden = golden == null ? List.of() : List.copyOf(golden);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files is empty");
        }
        if (task == Task.EMBEDDING) {
            Facts.present(dimension, "dimension");
            Facts.present(indexCompat, "index_compat");
        }
        if (task == Task.RERANK) {
            Facts.present(pairMode, "pair_mode");
        }
        if (pairMode == PairMode.TEMPLATE) {
            Facts.present(pairTemplate, "pair_template");
        }
        if (task == Task.EMBEDDING || task == Task.RERANK) {
            Facts.present(runtime, "runtime");
            Facts.present(tokenizer, "tokenizer");
            Facts.atLeastOne(maxTokens, "max_tokens");
        }
    }

    /** The same with golden inputs. */
    public ModelManifest withGolden(List<Golden> golden) {
        return new ModelManifest(
                schema,
                id,
                task,
                version,
                licence,
                source,
                files,
                runtime,
                tokenizer,
                maxTokens,
                defaultMaxTokens,
                truncation,
                queryPrefix,
                passagePrefix,
                pairMode,
                pairTemplate,
                pooling,
                normalise,
                dimension,
                similarity,
                score,
                batch,
                golden,
                indexCompat);
    }

    /** Whether the graph gives a vector for each token, which become one here. */
    public boolean pooledOutside() {
        return pooling != null && pooling != Pooling.IN_GRAPH;
    }

    public record Licence(
            String name, String url, boolean commercialUse, @Nullable String attribution) {}

    public record Source(
            String repo,
            String revision,
            @Nullable String convertedBy,
            @Nullable String converterVersion,
            @Nullable String precision) {}

    /** One file of the folder; {@code path} is relative to it, with forward slashes. */
    public record ModelFile(String path, Role role, long size, String sha256) {
        public ModelFile {
            Facts.present(path, "files.path");
            Facts.present(role, "files.role");
            if (!Facts.present(sha256, "files.sha256").matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "files.sha256 of " + path + " is not 64 lower-case hex digits");
            }
        }
    }

    public enum Role {
        @JsonProperty("graph")
        GRAPH,
        /** The graph that finds lines. */
        @JsonProperty("detector")
        DETECTOR,
        /** A graph that reads lines, or a part of one. */
        @JsonProperty("recogniser")
        RECOGNISER,
        /** The graph that finds regions of a page. */
        @JsonProperty("layout")
        LAYOUT,
        /** The graph that gives the structure of a table. */
        @JsonProperty("table")
        TABLE,
        /** {@code profile.json} of an OCR model. */
        @JsonProperty("profile")
        PROFILE,
        @JsonProperty("weights")
        WEIGHTS,
        @JsonProperty("tokenizer")
        TOKENIZER,
        @JsonProperty("charset")
        CHARSET,
        @JsonProperty("licence")
        LICENCE,
        /** Lies in the folder and is not used here, a publisher's configuration for example. */
        @JsonProperty("other")
        OTHER
    }

    /**
     * What the graph takes and gives.
     *
     * @param inputs name to dtype, for example {@code input_ids: int64}
     * @param padToMultipleOf batches are padded to a multiple of so many tokens; null: 1
     */
    public record RuntimeFacts(
            int opset,
            @Nullable String minOrt,
            @Nullable List<String> ep,
            String precision,
            Map<String, String> inputs,
            Output output,
            @Nullable PaddingSide paddingSide,
            @Nullable Integer padToMultipleOf) {
        public RuntimeFacts {
            // Sorted: written again, they give the same bytes.
            inputs =
                    Collections.unmodifiableMap(
                            new TreeMap<>(Facts.present(inputs, "runtime.inputs")));
            Facts.present(output, "runtime.output");
            paddingSide = paddingSide == null ? PaddingSide.RIGHT : paddingSide;
        }

        public record Output(String name, String dtype) {}

        /** The side that is filled up in a batch. */
        public enum PaddingSide {
            @JsonProperty("right")
            RIGHT,
            @JsonProperty("left")
            LEFT
        }

        public int padMultiple() {
            return padToMultipleOf == null ? 1 : padToMultipleOf;
        }
    }

    public record Tokenizer(
            String file,
            @Nullable String kind,
            int padId,
            @Nullable Integer bosId,
            @Nullable Integer eosId,
            boolean addSpecialTokens,
            @Nullable String expectedSpecials) {
        public Tokenizer {
            Facts.present(file, "tokenizer.file");
        }
    }

    /**
     * @param side only {@code right} is built
     * @param reserveQueryTokens a query in a pair is cut to so many tokens, so that the passage is
     *     never cut away whole; null: half of the limit
     */
    public record Truncation(@Nullable String side, @Nullable Integer reserveQueryTokens) {
        public Truncation {
            if (side != null && !side.equals("right")) {
                throw new IllegalArgumentException("truncation.side is not right");
            }
        }
    }

    /** How the vectors of an input's tokens become one; an output with a row an input has none. */
    public enum Pooling {
        @JsonProperty("in_graph")
        IN_GRAPH,
        /** The first token. */
        @JsonProperty("cls")
        CLS,
        /** The mean of all tokens but padding. */
        @JsonProperty("mean")
        MEAN;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the vector is brought to length 1, and where. */
    public enum Normalise {
        @JsonProperty("in_graph")
        IN_GRAPH,
        @JsonProperty("l2")
        L2,
        @JsonProperty("none")
        NONE
    }

    /** How a query and a passage become one input. */
    public enum PairMode {
        @JsonProperty("template")
        TEMPLATE,
        @JsonProperty("tokenizer_pair")
        TOKENIZER_PAIR
    }

    /**
     * @param activation what the caller should apply for a score in 0…1; {@code none}: a sigmoid of
     *     the logit serves
     * @param relevantFrom the logit from which the best of many passages is worth answering from;
     *     below it the documents are said not to contain the answer. Null: nobody measured it
     */
    public record Score(
            String kind,
            @Nullable Double temperature,
            @Nullable Boolean temperatureInGraph,
            @Nullable String activation,
            @Nullable Double relevantFrom) {
        public Score {
            if (relevantFrom != null && !Double.isFinite(relevantFrom)) {
                throw new IllegalArgumentException("score.relevant_from is not a number");
            }
        }
    }

    /** The largest batch the model was measured with: padded tokens, rows. */
    public record BatchLimits(@Nullable Integer maxTokens, @Nullable Integer maxRows) {}
}

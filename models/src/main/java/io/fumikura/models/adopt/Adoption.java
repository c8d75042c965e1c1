package io.fumikura.models.adopt;

import io.fumikura.inference.TextModel;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.Golden;
import io.fumikura.inference.model.ManifestFile;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.BatchLimits;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Normalise;
import io.fumikura.inference.model.ModelManifest.PairMode;
import io.fumikura.inference.model.ModelManifest.Pooling;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelManifest.RuntimeFacts;
import io.fumikura.inference.model.ModelManifest.RuntimeFacts.PaddingSide;
import io.fumikura.inference.model.ModelManifest.Score;
import io.fumikura.inference.model.ModelManifest.Source;
import io.fumikura.inference.model.ModelManifest.Tokenizer;
import io.fumikura.inference.model.ModelManifest.Truncation;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.onnx.GraphFacts;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.models.catalogue.ModelCard;
import io.fumikura.models.checkpoint.BadCheckpoint;
import io.fumikura.models.checkpoint.TokenizerFile;
import io.fumikura.models.export.GoldenTexts;
import io.fumikura.models.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the manifest of a BERT-type encoder that was published as ONNX: an embedder whose token
 * vectors are pooled here, or a cross-encoder that gives one logit. The golden outputs are what the
 * graph itself gives on the CPU: they find a change, not a publisher's mistake.
 */
public final class Adoption {
    private static final int BATCH_TOKENS = 16_384;
    private static final int BATCH_ROWS = 64;
    private static final int PAD_TO = 1;
    private static final int QUERY_SHARE = 4;

    private final Order order;

    /**
     * @param onnx the graph within the folder; empty: the only one
     * @param pooling empty: what the folder or the catalogue says
     * @param maxTokens empty: what the folder says
     */
    public record Order(
            Path folder,
            Optional<ModelCard> card,
            Optional<String> onnx,
            Optional<Pooling> pooling,
            Optional<Integer> maxTokens,
            Optional<String> revision) {}

    public Adoption(Order order) {
        this.order = order;
    }

    /**
     * @throws BadCheckpoint the folder is none that can be adopted
     * @throws IOException the manifest cannot be written
     */
    public ManifestFile run() throws IOException {
        FolderFiles files = FolderFiles.of(order.folder(), order.onnx());
        TokenizerFile tokenizer = TokenizerFile.read(order.folder());
        PublishedFacts facts = new PublishedFacts(order.folder(), tokenizer);
        Task task = facts.task();
        order.card().ifPresent(card -> requireTask(card, task));
        GraphFacts graph = load(files.graph());
        String output = output(graph, task);
        List<ModelFile> described = files.describe();
        ModelCard card = order.card().orElseGet(() -> unknown(task, described));
        ModelManifest draft =
                manifest(task, card, facts, tokenizer, graph, output, described, files);
        ManifestFile.write(order.folder(), draft);
        ModelFolder folder = ModelFolder.verify(order.folder());
        List<Golden> golden =
                TextModel.record(
                        folder, OnnxOptions.on(Device.CPU), GoldenTexts.of(task == Task.RERANK));
        return ManifestFile.write(order.folder(), draft.withGolden(golden));
    }

    private void requireTask(ModelCard card, Task task) {
        if (card.task() != task) {
            throw new BadCheckpoint(
                    order.folder().resolve("config.json"),
                    "it is a model for %s, %s is one for %s"
                            .formatted(task.wireName(), card.id(), card.task().wireName()));
        }
    }

    private static GraphFacts load(Path graph) {
        try {
            return GraphFacts.of(graph);
        } catch (IllegalArgumentException e) {
            throw new BadCheckpoint(graph, String.valueOf(e.getMessage()));
        }
    }

    private String output(GraphFacts graph, Task task) {
        List<String> known =
                task == Task.RERANK
                        ? List.of("logits")
                        : List.of("sentence_embedding", "last_hidden_state", "token_embeddings");
        return known.stream()
                .filter(graph.outputs()::containsKey)
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadCheckpoint(
                                        order.folder(),
                                        "the graph has the outputs %s, one of %s is needed"
                                                .formatted(graph.outputs().keySet(), known)));
    }

    /** Two models nobody named must not share an index: the sums of the weights tell them apart. */
    private static ModelCard unknown(Task task, List<ModelFile> files) {
        String sum =
                files.stream()
                        .filter(file -> file.role() == Role.GRAPH || file.role() == Role.WEIGHTS)
                        .map(file -> file.sha256().substring(0, 6))
                        .collect(Collectors.joining("-"));
        return task == Task.RERANK
                ? ModelCard.unknown("adopted-reranker", task, PairMode.TOKENIZER_PAIR, null, null)
                : ModelCard.unknown("adopted-embedder", task, null, null, "adopted-" + sum);
    }

    private ModelManifest manifest(
            Task task,
            ModelCard card,
            PublishedFacts facts,
            TokenizerFile tokenizer,
            GraphFacts graph,
            String output,
            List<ModelFile> described,
            FolderFiles files)
            throws IOException {
        boolean rerank = task == Task.RERANK;
        GraphFacts.Output shape = Objects.requireNonNull(graph.outputs().get(output));
        int maxTokens = order.maxTokens().orElseGet(facts::maxTokens);
        return new ModelManifest(
                ModelManifest.SCHEMA,
                card.id(),
                task,
                "1",
                card.licence(),
                new Source(
                        card.repo(),
                        order.revision().orElse("not stated"),
                        "models adopt",
                        "1",
                        shape.dtype()),
                described,
                new RuntimeFacts(
                        OnnxFile.opset(files.graph()),
                        null,
                        List.of("cuda", "cpu"),
                        shape.dtype(),
                        Map.copyOf(graph.inputs()),
                        new RuntimeFacts.Output(output, shape.dtype()),
                        PaddingSide.RIGHT,
                        PAD_TO),
                new Tokenizer(
                        "tokenizer.json",
                        tokenizer.kind(),
                        facts.padId(),
                        null,
                        null,
                        true,
                        tokenizer.specials().wireName()),
                maxTokens,
                Math.min(card.defaultMaxTokens(), maxTokens),
                new Truncation("right", rerank ? maxTokens / QUERY_SHARE : null),
                Objects.requireNonNullElse(card.queryPrefix(), ""),
                Objects.requireNonNullElse(card.passagePrefix(), ""),
                rerank ? PairMode.TOKENIZER_PAIR : null,
                null,
                shape.dimensions() == 3 ? pooling(facts, card) : Pooling.IN_GRAPH,
                rerank ? null : Normalise.L2,
                rerank ? null : Math.toIntExact(shape.width()),
                rerank ? null : "cosine",
                rerank ? new Score("logit", 1.0, true, "none", null) : null,
                new BatchLimits(Math.max(BATCH_TOKENS, maxTokens), BATCH_ROWS),
                List.of(),
                card.indexCompat());
    }

    private Pooling pooling(PublishedFacts facts, ModelCard card) {
        @Nullable Pooling known = card.pooling();
        return order.pooling()
                .or(facts::pooling)
                .or(() -> Optional.ofNullable(known))
                .orElseThrow(
                        () ->
                                new BadCheckpoint(
                                        order.folder(),
                                        "the graph gives a vector for each token and nothing says how"
                                                + " to pool them; decide with --pooling"));
    }
}

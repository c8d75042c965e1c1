package io.fumikura.models.export;

import io.fumikura.inference.model.Golden;
import io.fumikura.inference.model.ManifestFile;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.models.catalogue.ModelCard;
import io.fumikura.models.checkpoint.BadCheckpoint;
import io.fumikura.models.checkpoint.Checkpoint;
import io.fumikura.models.checkpoint.LlamaConfig;
import io.fumikura.models.checkpoint.TokenizerFile;
import io.fumikura.models.checkpoint.TokenizerFile.Specials;
import io.fumikura.models.onnx.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes a model folder from a Hugging Face folder: graph, weights, tokeniser, manifest. The same
 * input gives the same bytes on every machine. The manifest is written last, so that a folder an
 * export left unfinished is never taken for a model.
 */
public final class Export {
    static final String GRAPH = "model.onnx";
    static final String WEIGHTS = "model.onnx.data";
    static final String TOKENIZER = "tokenizer.json";
    private static final Set<String> OWN_FILES =
            Set.of(GRAPH, WEIGHTS, TOKENIZER, "model.json", "model.json.sha256", "README.md");

    private final Order order;
    private final Consumer<String> progress;

    /**
     * @param from a folder with {@code config.json}, safetensors and {@code tokenizer.json}
     * @param to new, empty, or the result of an earlier export
     * @param maxTokens longest input the graph will take; empty: the model's own, at most 8192
     * @param specials decides where the tokeniser's files disagree
     */
    public record Order(
            Path from,
            Path to,
            Precision precision,
            Optional<Integer> maxTokens,
            Optional<Specials> specials,
            Origin origin) {}

    /**
     * What the files do not say.
     *
     * @param card empty: a model nobody described
     */
    public record Origin(
            Optional<ModelCard> card, Optional<String> repo, Optional<String> revision) {}

    /**
     * @param progress told what is being done, a line at a time
     */
    public Export(Order order, Consumer<String> progress) {
        this.order = order;
        this.progress = progress;
    }

    /**
     * @throws BadCheckpoint the folder cannot be exported
     * @throws IOException the result cannot be written
     */
    public ManifestFile run() throws IOException {
        LlamaConfig config = LlamaConfig.read(order.from());
        TokenizerFile tokenizer = TokenizerFile.read(order.from());
        if (order.specials().isEmpty()) {
            tokenizer.requireAgreement();
        }
        prepareFolder();
        Path tokenizerFile = order.to().resolve(TOKENIZER);
        tokenizer.write(tokenizerFile, order.specials());
        ManifestFile.makeReadable(tokenizerFile);
        ManifestDraft draft =
                new ManifestDraft(
                        config,
                        TokenizerFile.read(order.to()),
                        order.precision(),
                        maxTokens(config),
                        order.origin());
        List<Golden> inputs = goldenInputs(draft, tokenizerFile);
        requireKnownIds(inputs, config.vocabulary());
        LlamaWriter.Written written;
        try (Checkpoint checkpoint = Checkpoint.open(order.from())) {
            written =
                    new LlamaWriter(config, order.precision(), draft.longestRow(), progress)
                            .write(checkpoint, order.to(), ids(inputs));
        }
        ManifestFile.makeReadable(order.to().resolve(GRAPH));
        ManifestFile.makeReadable(order.to().resolve(WEIGHTS));
        List<ModelFile> files =
                List.of(
                        ManifestFile.describe(order.to(), GRAPH, Role.GRAPH),
                        written.weights(),
                        ManifestFile.describe(order.to(), TOKENIZER, Role.TOKENIZER));
        return ManifestFile.write(order.to(), draft.finish(files, inputs, written.outputs()));
    }

    /** A tokeniser of another model would look up rows the model does not have. */
    private void requireKnownIds(List<Golden> inputs, int vocabulary) {
        long largest =
                inputs.stream()
                        .flatMap(input -> input.tokenIds().stream())
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0);
        if (largest >= vocabulary) {
            throw new BadCheckpoint(
                    order.from().resolve(TOKENIZER),
                    "it gives the id %d, the model knows %d; does it belong to this model?"
                            .formatted(largest, vocabulary));
        }
    }

    private int maxTokens(LlamaConfig config) {
        int most = Math.min(config.maxPositions(), 8192);
        int wanted = order.maxTokens().orElse(most);
        if (wanted < 1 || wanted > config.maxPositions()) {
            throw new BadCheckpoint(
                    order.from(),
                    "--max-tokens is %d, the model takes 1 to %d"
                            .formatted(wanted, config.maxPositions()));
        }
        return wanted;
    }

    private List<Golden> goldenInputs(ManifestDraft draft, Path tokenizerFile) {
        ModelManifest provisional =
                draft.finish(
                        List.of(new ModelFile(TOKENIZER, Role.TOKENIZER, 0, "0".repeat(64))),
                        List.of(),
                        List.of());
        try (TextEncoder encoder = TextEncoder.unchecked(tokenizerFile, provisional)) {
            return draft.goldenInputs(encoder);
        }
    }

    private static List<long[]> ids(List<Golden> inputs) {
        return inputs.stream()
                .map(golden -> golden.tokenIds().stream().mapToLong(Long::longValue).toArray())
                .toList();
    }

    private void prepareFolder() throws IOException {
        Files.createDirectories(order.to());
        Set<String> strangers = new TreeSet<>();
        try (Stream<Path> files = Files.list(order.to())) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !OWN_FILES.contains(name))
                    .forEach(strangers::add);
        }
        if (!strangers.isEmpty()) {
            throw new IOException(
                    "%s holds files of something else: %s; name an empty folder"
                            .formatted(order.to(), strangers));
        }
        for (String file : Arrays.asList("model.json.sha256", "model.json")) {
            Files.deleteIfExists(order.to().resolve(file));
        }
    }
}

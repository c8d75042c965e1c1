package io.fumikura.models;

import io.fumikura.inference.model.ManifestFile;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.models.checkpoint.BadCheckpoint;
import io.fumikura.models.checkpoint.TokenizerFile.Specials;
import io.fumikura.models.export.Export;
import io.fumikura.models.onnx.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a model folder from a Hugging Face folder of one of the two Llama architectures. */
@Command(
        name = "export",
        description =
                "Writes the ONNX form of a Sarashina-type embedder or an NVIDIA-type reranker.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            required = true,
            paramLabel = "HF_FOLDER",
            description = "config.json, *.safetensors, tokenizer.json")
    private Path from = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "a new folder")
    private Path to = Path.of("");

    @Option(
            names = "--precision",
            required = true,
            description = "${COMPLETION-CANDIDATES}; fp16 or bf16 for a GPU, fp32 for a CPU")
    private Precision precision = Precision.FP32;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "longest input of the graph (default: the model's own, at most 8192)")
    private @Nullable Integer maxTokens;

    @Option(
            names = "--as",
            paramLabel = "ID",
            description = "entry of the catalogue with licence, prefixes and limits")
    private @Nullable String card;

    @Option(names = "--repo", description = "where the model was published, for the manifest")
    private @Nullable String repo;

    @Option(names = "--revision", description = "which revision it is, for the manifest")
    private @Nullable String revision;

    @Option(
            names = "--specials",
            description =
                    "${COMPLETION-CANDIDATES}: the tokens around a text, where tokenizer.json and"
                            + " tokenizer_config.json disagree")
    private @Nullable Specials specials;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Export.Order order =
                new Export.Order(
                        from,
                        to,
                        precision,
                        Optional.ofNullable(maxTokens),
                        Optional.ofNullable(specials),
                        new Export.Origin(
                                Catalogue.entry(spec.commandLine(), card),
                                Optional.ofNullable(repo),
                                Optional.ofNullable(revision)));
        try {
            ManifestFile written =
                    new Export(
                                    order,
                                    line -> {
                                        out.println(line);
                                        out.flush();
                                    })
                            .run();
            out.printf("exported %s: %s%n", to, written.manifest().id());
            out.printf("check it with: models verify --deep %s%n", to);
            out.flush();
            return 0;
        } catch (BadCheckpoint | ModelUnavailableException | ArithmeticException | IOException e) {
            spec.commandLine().getErr().println("error: " + e.getMessage());
            return 1;
        }
    }
}

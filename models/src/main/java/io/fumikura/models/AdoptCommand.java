package io.fumikura.models;

import io.fumikura.inference.model.ManifestFile;
import io.fumikura.inference.model.ModelManifest.Licence;
import io.fumikura.inference.model.ModelManifest.Pooling;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.models.adopt.Adoption;
import io.fumikura.models.adopt.OcrAdoption;
import io.fumikura.models.catalogue.OcrCard;
import io.fumikura.models.checkpoint.BadCheckpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a model folder of one that has an ONNX file already. */
@Command(
        name = "adopt",
        description =
                "Writes the manifest of a BERT-type embedder or cross-encoder, or of an OCR model,"
                        + " that was published as ONNX.",
        mixinStandardHelpOptions = true)
final class AdoptCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FOLDER",
            description =
                    "with an ONNX file, tokenizer.json and config.json; or the graphs of an OCR"
                            + " model under the names they are published with")
    private Path folder = Path.of("");

    @Option(
            names = "--as",
            paramLabel = "ID",
            description =
                    "entry of the catalogue with licence, prefixes and limits; ndlocr-lite and"
                            + " pp-ocrv5 are OCR models")
    private @Nullable String card;

    @Option(
            names = "--onnx",
            paramLabel = "FILE",
            description = "the graph within the folder (default: the only *.onnx)")
    private @Nullable String onnx;

    @Option(
            names = "--pooling",
            description =
                    "cls or mean, for a graph with a vector for each token (default: what the"
                            + " folder or the catalogue says)")
    private @Nullable Pooling pooling;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "longest input (default: what the folder says)")
    private @Nullable Integer maxTokens;

    @Option(names = "--revision", description = "which revision it is, for the manifest")
    private @Nullable String revision;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            Optional<OcrCard> ocr = Optional.ofNullable(card).flatMap(OcrCard::find);
            ManifestFile written = ocr.isPresent() ? adoptOcr(ocr.get()) : adoptText();
            PrintWriter out = spec.commandLine().getOut();
            Licence licence = written.manifest().licence();
            out.printf(
                    "adopted %s: %s, licence %s%s%n",
                    folder,
                    written.manifest().id(),
                    licence.name(),
                    licence.attribution() == null ? "" : ", to be named: " + licence.attribution());
            out.flush();
            return 0;
        } catch (BadCheckpoint | ModelUnavailableException | IOException e) {
            spec.commandLine().getErr().println("error: " + e.getMessage());
            return 1;
        }
    }

    private ManifestFile adoptText() throws IOException {
        return new Adoption(
                        new Adoption.Order(
                                folder,
                                Catalogue.entry(spec.commandLine(), card),
                                Optional.ofNullable(onnx),
                                Optional.ofNullable(pooling),
                                Optional.ofNullable(maxTokens),
                                Optional.ofNullable(revision)))
                .run();
    }

    private ManifestFile adoptOcr(OcrCard ocr) throws IOException {
        if (onnx != null || pooling != null || maxTokens != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--onnx, --pooling and --max-tokens are for embedders and rerankers.");
        }
        return new OcrAdoption(folder, ocr, Objects.requireNonNullElse(revision, "not stated"))
                .run();
    }
}

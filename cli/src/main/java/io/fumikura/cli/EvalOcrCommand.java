package io.fumikura.cli;

import io.fumikura.cli.ocr.ModelReader;
import io.fumikura.cli.ocr.OcrEvaluation;
import io.fumikura.cli.ocr.OcrReport;
import io.fumikura.cli.ocr.OcrReport.EngineResult;
import io.fumikura.cli.ocr.PageReader;
import io.fumikura.cli.ocr.ScoreTable;
import io.fumikura.cli.ocr.TesseractReader;
import io.fumikura.inference.model.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "eval-ocr",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how well pages are read whose text and geometry are known.",
            "FOLDER holds gt/ID.json for each page, and the picture each names in pages/. CER:"
                    + " edits for each character, after NFKC and without white space; recall:"
                    + " characters read, in whatever order; order: lines to move, of those found; line"
                    + " F1: half of both places shared; cell F1: row, column and spans. Several pages"
                    + " count as one long page."
        })
final class EvalOcrCommand extends Fumikura.Subcommand implements Callable<Integer> {
    private static final int MAX_THREADS = 64;

    /** What can read pages. */
    enum Engine {
        FUMIKURA,
        TESSERACT
    }

    @Parameters(paramLabel = "FOLDER")
    private Path folder = Path.of("");

    @Option(
            names = "--engine",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Engine engine = Engine.FUMIKURA;

    @Option(
            names = "--compare",
            paramLabel = "ENGINE",
            description = "Read with this one too and print its figures beside the others.")
    private @Nullable Engine compare;

    @Option(
            names = "--model",
            paramLabel = "FOLDER",
            description = "An OCR model folder (default: models/mini-ocr).")
    private @Nullable Path model;

    @Option(
            names = "--device",
            description = "Of the model: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Device device = Device.CPU;

    @Option(
            names = "--threads",
            description = "Of each engine (default: as many as the machine has, ${DEFAULT-VALUE}).")
    private int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--tesseract",
            paramLabel = "PROGRAM",
            description = "The installed Tesseract (default: ${DEFAULT-VALUE}).")
    private String tesseract = "tesseract";

    @Option(names = "--json", paramLabel = "FILE", description = "Gets all figures.")
    private @Nullable Path json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireSense();
        Instant begin = Instant.now();
        PrintWriter err = spec.commandLine().getErr();
        OcrEvaluation evaluation = OcrEvaluation.of(folder, line -> say(err, begin, line));
        List<PageReader> readers = new ArrayList<>();
        List<EngineResult> results = new ArrayList<>();
        try {
            // All of them before a page is read: what is missing shows at once.
            for (Engine each : engines()) {
                readers.add(reader(each, evaluation));
            }
            for (PageReader reader : readers) {
                results.add(evaluation.run(reader));
            }
        } finally {
            readers.forEach(PageReader::close);
        }
        OcrReport report = new OcrReport(begin, folder.toString(), threads, results);
        PrintWriter out = spec.commandLine().getOut();
        ScoreTable.lines(report).forEach(out::println);
        out.flush();
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private void requireSense() {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new CommandFailure("--threads is 1 to %d".formatted(MAX_THREADS));
        }
        Path parent = json == null ? null : json.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new CommandFailure("--json: there is no folder %s".formatted(parent));
        }
    }

    private Set<Engine> engines() {
        Set<Engine> engines = new LinkedHashSet<>(List.of(engine));
        if (compare != null) {
            engines.add(compare);
        }
        return engines;
    }

    private PageReader reader(Engine each, OcrEvaluation evaluation)
            throws IOException, InterruptedException {
        return switch (each) {
            case FUMIKURA ->
                    ModelReader.load(
                            model == null ? settings().root().resolve("models/mini-ocr") : model,
                            device,
                            threads);
            case TESSERACT -> TesseractReader.find(tesseract, threads, evaluation.pages());
        };
    }
}

package io.fumikura.models;

import io.fumikura.inference.TextModel;
import io.fumikura.inference.model.CheckedFile;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.model.VerifyListener;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.models.lock.LockFile;
import io.fumikura.ocr.profile.OcrGraphs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks folders as a service does at its start; also a build step of every image. */
@Command(
        name = "verify",
        description = "Compares every file with its manifest. Exit code 0: all folders are good.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "model folders")
    private List<Path> folders = List.of();

    @Option(
            names = "--deep",
            description = "also load each model and compute its golden inputs, or an empty page")
    private boolean deep;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description = "of --deep: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Device device = Device.CPU;

    @Option(
            names = "--lock",
            paramLabel = "FILE",
            description = "also compare with the record of approved models")
    private @Nullable Path lockFile;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Optional<LockFile> lock = lock();
        int bad = 0;
        for (Path folder : folders) {
            bad += verify(folder, lock) ? 0 : 1;
        }
        return bad == 0 ? 0 : 1;
    }

    private Optional<LockFile> lock() {
        if (lockFile == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LockFile.read(lockFile));
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "%s cannot be read (%s)".formatted(lockFile, e), e);
        }
    }

    private boolean verify(Path folder, Optional<LockFile> lock) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            ModelFolder good = ModelFolder.verify(folder, new Lines(folder));
            Optional<String> difference = lock.flatMap(file -> file.difference(good));
            if (difference.isPresent()) {
                out.printf(
                        "BAD  %s: %s%n  fix: after review, record it with `models lock`%n",
                        folder, difference.get());
                return false;
            }
            if (deep) {
                out.printf("ok   %s: %s%n", folder, tried(good, OnnxOptions.on(device)));
            }
            out.printf(
                    "good %s: %s version %s, digest %s%n",
                    folder, good.manifest().id(), good.manifest().version(), good.digest());
            return true;
        } catch (ModelUnavailableException e) {
            out.printf(
                    "BAD  %s: %s%n  model_path: %s%n  expected_location: %s%n  fix: %s%n",
                    folder, e.problem(), e.modelPath(), e.expectedLocation(), e.fix());
            return false;
        } finally {
            out.flush();
        }
    }

    /**
     * What was computed.
     *
     * @throws ModelUnavailableException it came out wrong, or could not be computed
     */
    private static String tried(ModelFolder folder, OnnxOptions options) {
        if (folder.manifest().task() == Task.OCR) {
            try (OcrGraphs graphs = OcrGraphs.load(folder, options)) {
                graphs.tryOut();
                return "an empty page";
            }
        }
        return "%d golden inputs, alone and in a batch"
                .formatted(TextModel.checkGolden(folder, options));
    }

    /** A line for each file, and for big ones a line for each quarter. */
    private final class Lines implements VerifyListener {
        private final Path folder;
        private final Map<String, Long> quarters = new HashMap<>();

        Lines(Path folder) {
            this.folder = folder;
        }

        @Override
        public void read(ModelFile file, long bytes) {
            long quarter = 4 * bytes / file.size();
            Long before = quarters.put(file.path(), quarter);
            if (quarter < 4 && quarter > (before == null ? 0 : before)) {
                print("...  %s: %d %%".formatted(folder.resolve(file.path()), 25 * quarter));
            }
        }

        @Override
        public void checked(CheckedFile file) {
            Path path = folder.resolve(file.path());
            print(
                    file.good()
                            ? "ok   %s (%,d bytes)".formatted(path, file.size())
                            : "BAD  %s: %s".formatted(path, file.problem()));
        }

        private void print(String line) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(line);
            out.flush();
        }
    }
}

package io.fumikura.models;

import io.fumikura.inference.model.CheckedFile;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        int bad = 0;
        for (Path folder : folders) {
            bad += verify(folder) ? 0 : 1;
        }
        return bad == 0 ? 0 : 1;
    }

    private boolean verify(Path folder) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            ModelFolder good = ModelFolder.verify(folder, file -> print(folder, file));
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

    private void print(Path folder, CheckedFile file) {
        PrintWriter out = spec.commandLine().getOut();
        if (file.good()) {
            out.printf("ok   %s (%,d bytes)%n", folder.resolve(file.path()), file.size());
        } else {
            out.printf("BAD  %s: %s%n", folder.resolve(file.path()), file.problem());
        }
    }
}

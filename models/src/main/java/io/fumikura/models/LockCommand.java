package io.fumikura.models;

import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.models.lock.LockFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records models as approved. */
@Command(
        name = "lock",
        description =
                "Records the sums of verified folders in a file to review and commit; `verify --lock`"
                        + " compares with it.",
        mixinStandardHelpOptions = true)
final class LockCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "model folders")
    private List<Path> folders = List.of();

    @Option(
            names = "--to",
            paramLabel = "FILE",
            defaultValue = "models/models.lock",
            description = "the record (default: ${DEFAULT-VALUE}); entries of other models stay")
    private Path file = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            LockFile lock = LockFile.readIfThere(file);
            for (Path path : folders) {
                ModelFolder folder = ModelFolder.verify(path);
                lock.record(folder);
                spec.commandLine()
                        .getOut()
                        .printf("%s %s%n", folder.digest(), folder.manifest().id());
            }
            lock.write(file);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (ModelUnavailableException | IOException e) {
            spec.commandLine().getErr().println("error: " + e.getMessage());
            return 1;
        }
    }
}

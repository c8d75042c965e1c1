package io.fumikura.models;

import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the models below a folder, each verified. */
@Command(
        name = "list",
        description = "Shows the models in a folder, and whether each is the approved one.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "models",
            description = "folder with model folders (default: ${DEFAULT-VALUE})")
    private Path directory = Path.of("models");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isDirectory(directory)) {
            spec.commandLine().getErr().printf("There is no folder %s.%n", directory);
            return 1;
        }
        for (Path folder : modelFolders()) {
            out.println(line(folder));
        }
        out.flush();
        return 0;
    }

    private List<Path> modelFolders() throws IOException {
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(folder -> Files.exists(folder.resolve("model.json")))
                    .sorted()
                    .toList();
        }
    }

    private static String line(Path folder) {
        try {
            ModelFolder good = ModelFolder.verify(folder);
            ModelManifest manifest = good.manifest();
            return "%-20s %-10s version %s, %s, commercial use: %s, digest %s"
                    .formatted(
                            manifest.id(),
                            manifest.task().wireName(),
                            manifest.version(),
                            manifest.licence().name(),
                            manifest.licence().commercialUse() ? "yes" : "no",
                            good.digest());
        } catch (ModelUnavailableException e) {
            return "%-20s BAD: %s".formatted(folder.getFileName(), e.problem());
        }
    }
}

package io.fumikura.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that a list of files and folders names, in a stable order, hidden ones left out. */
final class DocumentFiles {
    private DocumentFiles() {}

    static List<Path> below(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new CommandFailure("there is no file or folder " + path);
            }
            try (Stream<Path> walk = Files.walk(path)) {
                walk.filter(Files::isRegularFile)
                        .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }
}

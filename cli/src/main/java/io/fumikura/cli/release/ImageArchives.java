package io.fumikura.cli.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Saves container images as OCI archives, with Docker or Podman.
 *
 * @param engine the program
 */
public record ImageArchives(String engine) {

    /** Into {@code images/NAME.tar} of the folder. */
    public void save(List<String> images, Path folder) throws IOException, InterruptedException {
        Path target = Files.createDirectories(folder.resolve("images"));
        for (String image : images) {
            Path archive = target.resolve(image.replaceAll("[^A-Za-z0-9.-]+", "_") + ".tar");
            Process process =
                    new ProcessBuilder(command(image, archive)).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new CommandFailure("%s did not save %s: %s".formatted(engine, image, said));
            }
        }
    }

    /** Docker writes an OCI layout from version 25 on; Podman has to be told. */
    List<String> command(String image, Path archive) {
        return engine.endsWith("podman")
                ? List.of(
                        engine,
                        "image",
                        "save",
                        "--format",
                        "oci-archive",
                        "--output",
                        archive.toString(),
                        image)
                : List.of(engine, "image", "save", "--output", archive.toString(), image);
    }
}

package io.fumikura.cli.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.images.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Buildah with a storage of its own that is deleted at the end. One small Debian with Java stands
 * in for every base image, because none can be pulled.
 */
final class Builder implements AutoCloseable {
    static final String BASE = "localhost/fumikura-base:test";

    private static final String ROOTFS = "localhost/rootfs:test";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path repository;
    private final Path folder;
    private final Map<String, String> environment;

    private Builder(Path repository, Path folder) {
        this.repository = repository;
        this.folder = folder;
        this.environment =
                Map.of(
                        "CONTAINERS_STORAGE_CONF",
                        folder.resolve("storage.conf").toString(),
                        "BUILDAH_ISOLATION",
                        "chroot",
                        "TMPDIR",
                        folder.toString());
    }

    /** Why images cannot be built here; empty: they can. */
    static Optional<String> obstacle() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("making a root file system and changing into it needs root");
        }
        for (String program : List.of("buildah", "debootstrap", "unshare", "ip")) {
            if (!Shell.has(program)) {
                return Optional.of(program + " is not installed");
            }
        }
        Result unshared =
                Shell.run(
                        Path.of("."),
                        Map.of(),
                        List.of("unshare", "--mount", "--net", "--pid", "--fork", "true"));
        return unshared.status() == 0
                ? Optional.empty()
                : Optional.of("namespaces are not permitted: " + unshared.output().strip());
    }

    /**
     * Makes the stand-in base image; its root file system is kept in {@code cache} for the next
     * time.
     *
     * @throws BaseUnavailable Debian's packages cannot be had
     */
    static Builder open(Path repository, Path cache) throws IOException {
        Path folder = Files.createTempDirectory("images");
        Files.writeString(
                folder.resolve("storage.conf"),
                """
                [storage]
                driver = "%2$s"
                graphroot = "%1$s/storage"
                runroot = "%1$s/run"
                """
                        .formatted(folder, driver(folder)));
        Builder builder = new Builder(repository, folder);
        Path rootfs = cache.resolve("rootfs");
        Result made =
                Shell.run(
                        repository,
                        Map.of(),
                        List.of("bash", "docker/test/rootfs.sh", rootfs.toString()));
        if (made.status() != 0) {
            builder.close();
            throw new BaseUnavailable(made.output().strip());
        }
        Path file =
                Files.writeString(folder.resolve("Dockerfile.rootfs"), "FROM scratch\nCOPY . /\n");
        builder.must(
                List.of(
                        "buildah",
                        "bud",
                        "--quiet",
                        "--format",
                        "docker",
                        "--file",
                        file.toString(),
                        "--tag",
                        ROOTFS,
                        rootfs.toString()));
        return builder;
    }

    /**
     * Overlay mounts where the kernel has them; else plain copies, which work anywhere but slowly.
     */
    private static String driver(Path folder) {
        String probe =
                "mkdir lower upper work merged && unshare --mount mount -t overlay overlay"
                        + " -o lowerdir=lower,upperdir=upper,workdir=work merged";
        boolean works = Shell.run(folder, Map.of(), List.of("sh", "-c", probe)).status() == 0;
        return works ? "overlay" : "vfs";
    }

    /** Builds {@code docker/Dockerfile.NAME} of the repository. */
    Result build(String name, String image, List<String> options) {
        return build(repository, name, image, options);
    }

    Result build(Path context, String name, String image, List<String> options) {
        List<String> command =
                new ArrayList<>(List.of("buildah", "bud", "--format", "docker", "--pull-never"));
        for (String base : List.of("FETCH", "JRE", "JDK", "RUNTIME")) {
            command.addAll(List.of("--build-arg", base + "_IMAGE=" + ROOTFS));
        }
        command.addAll(
                List.of("--build-arg", "BASE_IMAGE=" + BASE, "--build-arg", "ONNXRUNTIME=cpu"));
        command.addAll(options);
        command.addAll(List.of("--file", context.resolve("docker/Dockerfile." + name).toString()));
        command.addAll(List.of("--tag", image, context.toString()));
        return Shell.run(context, environment, command);
    }

    /** A new image from one that is there, changed by a shell command. */
    void change(String from, String image, String command) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("Dockerfile.change"),
                        "FROM %s%nUSER 0%nRUN %s%n".formatted(from, command));
        Path nothing = Files.createDirectories(folder.resolve("nothing"));
        must(
                List.of(
                        "buildah",
                        "bud",
                        "--quiet",
                        "--format",
                        "docker",
                        "--pull-never",
                        "--file",
                        file.toString(),
                        "--tag",
                        image,
                        nothing.toString()));
    }

    /** What the image says of itself: {@code config} with Env, User, Labels and so on. */
    JsonNode configuration(String image) throws IOException {
        String json = must(List.of("buildah", "inspect", "--type", "image", image));
        return JSON.readTree(json).path("Docker").path("config");
    }

    /**
     * Starts an image as its configuration says, with a read-only root, no network and a /tmp in
     * memory that allows no execution, until its health check succeeds or it ends.
     */
    Result runClosed(String image, List<String> environmentChanges) throws IOException {
        JsonNode config = configuration(image);
        String container = must(List.of("buildah", "from", "--pull-never", image)).strip();
        try {
            String root = must(List.of("buildah", "mount", container)).strip();
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    "bash",
                                    repository.resolve("docker/test/run-closed.sh").toString(),
                                    root,
                                    config.path("User").asText(),
                                    config.path("WorkingDir").asText()));
            config.path("Env").forEach(variable -> command.add(variable.asText()));
            command.addAll(environmentChanges);
            command.add("--");
            config.path("Entrypoint").forEach(word -> command.add(word.asText()));
            return Shell.run(repository, Map.of(), command);
        } finally {
            must(List.of("buildah", "rm", container));
        }
    }

    private String must(List<String> command) {
        Result result = Shell.run(repository, environment, command);
        if (result.status() != 0) {
            throw new IllegalStateException(command + " failed:\n" + result.output());
        }
        return result.output();
    }

    @Override
    public void close() throws IOException {
        // Nothing of the storage may be mounted when it is deleted.
        Shell.run(repository, environment, List.of("buildah", "rm", "--all"));
        Folders.delete(folder);
    }

    /** The stand-in base image cannot be made, which is the machine's fault. */
    static final class BaseUnavailable extends IOException {
        private static final long serialVersionUID = 1L;

        BaseUnavailable(String why) {
            super(why);
        }
    }
}

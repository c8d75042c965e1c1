package io.fumikura.cli.airgap;

import io.fumikura.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole check: the {@link Scenario} under a {@link Recorder}, its {@link Findings} printed and
 * written. The ports are the usual ones, because the namespace has its own; the environment is
 * empty but for what programs need to run, so that the services must be silent by themselves.
 */
public final class AirGapRun {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String SYSTEM_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Path root;
    private final Path folder;
    private final Consumer<String> out;

    /**
     * @param root the checkout, built
     * @param folder gets report.json and strace.log, and the data while it runs
     */
    public AirGapRun(Path root, Path folder, Consumer<String> out) {
        this.root = root;
        this.folder = folder;
        this.out = out;
    }

    /**
     * @return whether everything was done, was recorded, and stayed inside
     * @throws CannotCheck this machine does not permit it
     */
    public boolean run() throws CannotCheck, IOException, InterruptedException {
        Path data = folder.resolve("data");
        delete(data);
        Files.createDirectories(folder);
        Namespace namespace = Namespace.permitted(folder);
        Map<String, String> environment = environment(data);
        Recorder.Recording recording =
                new Recorder(namespace, folder, environment).run(command(), LIMIT, out);

        StackSettings settings = StackSettings.from(environment, root);
        Attempts attempts = Attempts.in(recording.log().calls());
        List<String> missing = new ArrayList<>(Coverage.missing(settings, attempts));
        if (recording.exitCode() != 0) {
            missing.add("the main job was not done; the logs are in " + data.resolve("logs"));
        }
        Findings findings =
                Findings.of(recording.log(), attempts, AllowList.of(settings, attempts), missing);
        Report report = new Report(findings, attempts.processes());
        report.print(out);
        Path file = folder.resolve("report.json");
        report.write(file);
        out.accept("report: " + file);
        if (recording.exitCode() == 0) {
            delete(data);
        }
        return findings.clean();
    }

    private List<String> command() {
        return javaCommand(Scenario.class, List.of("-D" + Scenario.ROOT + "=" + root));
    }

    /** A main class of this class path in a small JVM of this JDK. */
    static List<String> javaCommand(Class<?> main, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    static Map<String, String> environment(Path data) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", SYSTEM_PATH);
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", System.getProperty("user.home"));
        environment.put("FUMIKURA_DATA", data.toAbsolutePath().toString());
        return environment;
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

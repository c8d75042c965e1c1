package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as {@code ./dev.sh} runs it, in a process of its own, about this system.
 *
 * @param said what it wrote
 */
record DevCommand(int exitCode, String said) {

    static DevCommand run(RunningSystem system, String... arguments)
            throws IOException, InterruptedException {
        Path target = RunningSystem.root().resolve("cli/target");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dfumikura.root=" + RunningSystem.root());
        command.add("-cp");
        command.add(target.resolve("cli.jar") + ":" + target.resolve("lib") + "/*");
        command.add("io.fumikura.cli.Fumikura");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(system.settings().environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new DevCommand(process.waitFor(), said);
    }
}

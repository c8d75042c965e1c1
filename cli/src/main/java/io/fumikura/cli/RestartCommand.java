package io.fumikura.cli;

import io.fumikura.cli.stack.Component;
import io.fumikura.cli.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "restart", description = "Stop and start one process.")
final class RestartCommand extends Fumikura.Subcommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", description = "For example query-service.")
    private String service = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Component component =
                Component.named(service)
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                "there is no service '%s'; there are %s"
                                                        .formatted(service, names())));
        new Stack(
                        settings(),
                        line -> {
                            out.println(line);
                            out.flush();
                        })
                .restart(component);
        return 0;
    }

    private static String names() {
        return Arrays.stream(Component.values())
                .map(Component::processName)
                .collect(Collectors.joining(", "));
    }
}

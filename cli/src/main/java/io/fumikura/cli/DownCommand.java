package io.fumikura.cli;

import io.fumikura.cli.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "down", description = "Stop what 'up' started, and nothing else.")
final class DownCommand extends Fumikura.Subcommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (new Stack(settings(), out::println).down() == 0) {
            out.println("nothing was running");
        }
        return 0;
    }
}

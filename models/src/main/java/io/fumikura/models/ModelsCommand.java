package io.fumikura.models;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code models verify FOLDER…} and {@code models list [DIR]}. */
@Command(
        name = "models",
        description = "Looks after model folders.",
        mixinStandardHelpOptions = true,
        subcommands = {VerifyCommand.class, ListCommand.class})
public final class ModelsCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: verify or list.");
    }

    /** Separate from {@code main} so that tests can run a command line in this JVM. */
    static CommandLine commandLine() {
        return new CommandLine(new ModelsCommand());
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }
}

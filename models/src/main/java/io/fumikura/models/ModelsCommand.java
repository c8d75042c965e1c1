package io.fumikura.models;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code models export}, {@code adopt}, {@code verify}, {@code lock}, {@code list}, {@code bench}.
 */
@Command(
        name = "models",
        description = "Looks after model folders.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ExportCommand.class,
            AdoptCommand.class,
            VerifyCommand.class,
            LockCommand.class,
            ListCommand.class,
            BenchCommand.class
        })
public final class ModelsCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: export, adopt, verify, lock, list or bench.");
    }

    /** Separate from {@code main} so that tests can run a command line in this JVM. */
    static CommandLine commandLine() {
        return new CommandLine(new ModelsCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    public static void main(String[] arguments) {
        // What a service would log at its start is not what was asked for here.
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(commandLine().execute(arguments));
    }
}

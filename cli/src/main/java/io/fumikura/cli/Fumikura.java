package io.fumikura.cli;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.client.Refusal;
import io.fumikura.cli.stack.Component;
import io.fumikura.cli.stack.StackSettings;
import io.fumikura.contract.problem.ErrorCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The commands of {@code dev.sh} that are more than starting a program. */
@Command(
        name = "dev.sh",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            RestartCommand.class,
            IngestCommand.class,
            SearchCommand.class,
            AskCommand.class,
            KeysCommand.class,
            DeadLettersCommand.class,
            ReconcileCommand.class,
            ReindexCommand.class,
            AirGapCommand.class,
            EvalCommand.class,
            BenchIngestCommand.class,
            BenchSystemCommand.class,
            EvalOcrCommand.class,
            ReleaseCommand.class,
            SbomCommand.class
        },
        description = "Runs Fumikura on this machine and talks to it.")
public final class Fumikura {
    /** Exit code of a command that was understood but could not be carried out. */
    static final int FAILED = 1;

    /** The key that commands show to the services, where those want one. */
    static final String API_KEY = "FUMIKURA_API_KEY";

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The commands, for whoever runs one without ending this process. */
    public static CommandLine commandLine() {
        return new CommandLine(new Fumikura())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Fumikura::report);
    }

    private static int report(Exception e, CommandLine command, CommandLine.ParseResult ignored)
            throws Exception {
        if (e instanceof CommandFailure failure) {
            command.getErr().println("error: " + failure.getMessage());
            return FAILED;
        }
        if (e instanceof Refusal refusal) {
            command.getErr().println("error: " + refusal.words() + hint(refusal));
            return FAILED;
        }
        throw e;
    }

    private static String hint(Refusal refusal) {
        return refusal.isOf(ErrorCode.UNAUTHENTICATED)
                ? "; set %s to a key (./dev.sh keys add)".formatted(API_KEY)
                : "";
    }

    /** Where everything is, from the environment; {@code dev.sh} sets the root. */
    StackSettings settings() {
        String root = System.getProperty("fumikura.root", ".");
        return StackSettings.from(System.getenv(), Path.of(root).toAbsolutePath().normalize());
    }

    /** A command that needs to know where the system is. */
    abstract static class Subcommand {
        @ParentCommand private Fumikura parent = new Fumikura();

        StackSettings settings() {
            return parent.settings();
        }

        /** A line that is seen at once. */
        static void say(PrintWriter out, String line) {
            out.println(line);
            out.flush();
        }

        /** The same with the seconds since the beginning before it. */
        static void say(PrintWriter out, Instant begin, String line) {
            double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
            say(out, "[%6.1f s] %s".formatted(seconds, line));
        }

        static FumikuraClient client(StackSettings settings) {
            return new FumikuraClient(
                    settings.url(Component.INGEST),
                    settings.url(Component.QUERY),
                    settings.environment().get(API_KEY));
        }
    }
}

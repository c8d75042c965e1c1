package io.fumikura.localstack;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The local stack as a process: runs until it is told to stop (SIGTERM or Ctrl-C). */
@Command(
        name = "local-stack",
        mixinStandardHelpOptions = true,
        version = "Fumikura local-stack",
        description = "Kafka, PostgreSQL and a Qdrant-compatible store on one folder.")
public final class LocalStackMain implements Callable<Integer> {

    /** Kept here because java.util.logging holds loggers weakly and would forget the level. */
    private static final Logger OWN_LOG = Logger.getLogger("io.fumikura");

    @Option(names = "--data", required = true, description = "Folder that keeps everything.")
    private Path data = Path.of("");

    @Option(
            names = "--kafka-port",
            description = "Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + LocalStackConfig.KAFKA_PORT)
    private int kafkaPort;

    @Option(
            names = "--kafka-advertised-port",
            paramLabel = "PORT",
            description = "Where clients of Kafka are told to come. Default: where it listens.")
    private @Nullable Integer kafkaAdvertisedPort;

    @Option(
            names = "--postgres-port",
            description = "Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + LocalStackConfig.POSTGRES_PORT)
    private int postgresPort;

    @Option(
            names = "--qdrant-port",
            description = "gRPC. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + LocalStackConfig.QDRANT_PORT)
    private int qdrantPort;

    private LocalStackMain() {}

    public static void main(String[] arguments) {
        quietLogs();
        explainKafkasHalt();
        System.exit(new CommandLine(new LocalStackMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            LocalStack stack =
                    LocalStack.start(
                            new LocalStackConfig(
                                    data,
                                    kafkaPort,
                                    kafkaAdvertisedPort == null ? kafkaPort : kafkaAdvertisedPort,
                                    postgresPort,
                                    qdrantPort));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-local-stack"));
            stack.lostPostgres().thenRun(LocalStackMain::endWithoutPostgres);
        } catch (LocalStackException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private static void quietLogs() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tT %4$s %5$s%6$s%n");
        // Kafka touches the log4j API, which would complain that no log4j is there.
        System.setProperty("log4j2.statusLoggerLevel", "OFF");
        Logger.getLogger("").setLevel(Level.SEVERE);
        OWN_LOG.setLevel(Level.INFO);
    }

    /** A half that works would only hide it; whoever watches this process starts it again. */
    private static void endWithoutPostgres() {
        System.err.println("PostgreSQL has ended, so local-stack ends: start it again.");
        Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
    }

    /** Kafka ends the whole process when it cannot write; say why before it does. */
    private static void explainKafkasHalt() {
        Exit.setHaltProcedure(
                (status, message) -> {
                    System.err.println(
                            "Kafka cannot write to the data folder, so local-stack ends: free some"
                                    + " disk space and start it again.");
                    Runtime.getRuntime().halt(status);
                });
    }
}

package io.fumikura.cli;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.stack.Component;
import io.fumikura.cli.stack.Stack;
import io.fumikura.cli.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description = "Start everything, load the sample documents once, show an example.")
final class UpCommand extends Fumikura.Subcommand implements Callable<Integer> {
    @Option(names = "--detach", description = "Return when everything is ready.")
    private boolean detach;

    @Option(names = "--no-samples", description = "Do not load the sample documents.")
    private boolean noSamples;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        StackSettings settings = settings();
        Instant begin = Instant.now();
        Stack stack = new Stack(settings, line -> say(out, begin, line));
        if (!detach) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAtExit(stack)));
        }
        stack.up();
        try (FumikuraClient client = client(settings)) {
            SampleDocuments samples = new SampleDocuments(settings, client);
            if (!noSamples) {
                samples.loadOnce(line -> say(out, begin, line));
            }
            printAddresses(out, settings);
            if (!noSamples) {
                samples.example(out::println);
            }
        }
        out.flush();
        if (!detach) {
            out.println("\nCtrl-C stops everything.");
            out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static void stopAtExit(Stack stack) {
        try {
            stack.down();
        } catch (IOException | InterruptedException e) {
            System.err.println("error: not everything could be stopped; run ./dev.sh down");
        }
    }

    private static void printAddresses(PrintWriter out, StackSettings settings) {
        out.printf(
                """

                search and answers  %s   (OpenAPI: %s/q/openapi)
                documents           %s
                embeddings          %s
                reranking           %s
                Kafka               %s
                data and logs       %s
                """,
                settings.url(Component.QUERY),
                settings.url(Component.QUERY),
                settings.url(Component.INGEST),
                settings.url(Component.EMBEDDING),
                settings.url(Component.RERANKER),
                settings.kafkaBootstrapServers(),
                settings.dataDirectory());
    }
}

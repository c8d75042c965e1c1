package io.fumikura.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.ingest.ReconcileLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "reconcile",
        description = {
            "Compare database, blob store and index; a line of JSON for each finding, and a last.",
            "Exits 1 unless they agree, or what they did not agree about was repaired."
        })
final class ReconcileCommand extends Fumikura.Subcommand implements Callable<Integer> {
    @Option(names = "--repair", description = "Make good what can be.")
    private boolean repair;

    @Option(
            names = "--stuck-after",
            paramLabel = "DURATION",
            description = "Longest pause of a document that is worked on (default: PT15M).")
    private @Nullable String stuckAfter;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Of the last line; null until it came. */
    private ReconcileLine.@Nullable Summary summary;

    private long open;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        String query =
                "?repair=" + repair + (stuckAfter == null ? "" : "&stuck_after=" + stuckAfter);
        try (FumikuraClient client = client(settings())) {
            client.lines("POST", "/v1/reconcile" + query, line -> take(client, line, out));
        }
        if (summary == null) {
            throw new CommandFailure("the answer broke off; the log of ingest-service says why");
        }
        return open == 0 ? 0 : Fumikura.FAILED;
    }

    private void take(FumikuraClient client, String text, PrintWriter out) {
        ReconcileLine line = client.read(text, ReconcileLine.class);
        try {
            if (line.summary() != null) {
                summary = line.summary();
                out.println(EventJson.mapper().writeValueAsString(line.summary()));
            } else if (line.finding() != null) {
                open += line.finding().repaired() ? 0 : 1;
                out.println(EventJson.mapper().writeValueAsString(line.finding()));
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }
}

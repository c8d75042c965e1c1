package io.fumikura.cli;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.contract.ingest.DeadLetterView;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "dead-letters",
        description = "Records that could not be handled: list them, put one back, forget one.")
final class DeadLettersCommand extends Fumikura.Subcommand implements Callable<Integer> {
    private static final int PAGE = 200;

    /** What to do. */
    enum Action {
        LIST,
        REPLAY,
        DISCARD
    }

    @Parameters(index = "0", arity = "0..1", paramLabel = "list|replay|discard")
    private Action action = Action.LIST;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID")
    private String id = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (FumikuraClient client = client(settings())) {
            switch (action) {
                case LIST -> list(client, out);
                case REPLAY -> {
                    client.operate("POST", "/v1/dead-letters/%s/replay".formatted(letter()));
                    out.println("put back on its topic: " + id);
                }
                case DISCARD -> {
                    client.operate("DELETE", "/v1/dead-letters/" + letter());
                    out.println("discarded: " + id);
                }
            }
        }
        return 0;
    }

    private UUID letter() {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("say the id of a dead letter, as list shows it", e);
        }
    }

    private static void list(FumikuraClient client, PrintWriter out) {
        for (int offset = 0; ; offset += PAGE) {
            String page = "/v1/dead-letters?offset=%d&limit=%d".formatted(offset, PAGE);
            DeadLetterView[] letters =
                    client.read(client.operate("GET", page), DeadLetterView[].class);
            for (DeadLetterView letter : letters) {
                out.println(line(letter));
            }
            if (letters.length < PAGE) {
                return;
            }
        }
    }

    private static String line(DeadLetterView letter) {
        return "%s  %s  %-6s %-22s document %s%s%n    %s"
                .formatted(
                        letter.id(),
                        letter.createdAt(),
                        letter.stage(),
                        letter.code(),
                        Objects.requireNonNullElse(letter.documentId(), "unknown"),
                        letter.replayedAt() == null ? "" : ", replayed " + letter.replayedAt(),
                        letter.reason());
    }
}

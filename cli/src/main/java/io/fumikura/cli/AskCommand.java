package io.fumikura.cli;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.stack.StackSettings;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.SearchFilters;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "ask", description = "Ask a question; the answer says where it comes from.")
final class AskCommand extends Fumikura.Subcommand implements Callable<Integer> {
    @Parameters(paramLabel = "QUESTION")
    private String question = "";

    @Option(
            names = "--top-k",
            description = "How many passages it may use (default: ${DEFAULT-VALUE}).")
    private int topK = AnswerRequest.DEFAULT_TOP_K;

    @Option(names = "--json", description = "The answer of the service as it is.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        StackSettings settings = settings();
        try (FumikuraClient client = client(settings)) {
            String answer = client.answer(new AnswerRequest(question, topK, SearchFilters.NONE));
            if (json) {
                out.println(answer);
            } else {
                AnswerText.lines(client.read(answer, AnswerResponse.class)).forEach(out::println);
            }
            return 0;
        }
    }
}

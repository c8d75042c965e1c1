package io.fumikura.cli;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.stack.StackSettings;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "search", description = "Find passages.")
final class SearchCommand extends Fumikura.Subcommand implements Callable<Integer> {
    private static final int SHOWN_CHARACTERS = 160;

    @Parameters(paramLabel = "QUERY")
    private String query = "";

    @Option(names = "--top-k", description = "How many hits (default: ${DEFAULT-VALUE}).")
    private int topK = SearchRequest.DEFAULT_TOP_K;

    @Option(names = "--mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private SearchMode mode = SearchMode.HYBRID;

    @Option(names = "--no-rerank", description = "Leave the order of the first search.")
    private boolean noRerank;

    @Option(names = "--json", description = "The answer of the service as it is.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        StackSettings settings = settings();
        SearchRequest request =
                new SearchRequest(query, topK, SearchFilters.NONE, !noRerank, mode, false);
        try (FumikuraClient client = client(settings)) {
            String answer = client.search(request);
            if (json) {
                out.println(answer);
            } else {
                print(client.read(answer, SearchResponse.class), out);
            }
            return 0;
        }
    }

    private static void print(SearchResponse response, PrintWriter out) {
        if (response.hits().isEmpty()) {
            out.println("nothing was found");
        }
        for (Hit hit : response.hits()) {
            out.printf(
                    "%2d  %7.3f  %s, page %d, lines %d-%d%n            %s%n",
                    hit.rank(),
                    hit.score(),
                    hit.title(),
                    hit.page(),
                    hit.firstLine(),
                    hit.lastLine(),
                    shorten(hit.text()));
        }
        if (!response.degraded().isEmpty()) {
            out.println("not available: " + String.join(", ", response.degraded()));
        }
    }

    private static String shorten(String text) {
        String line = text.replaceAll("\\s+", " ");
        int end = Math.min(line.length(), SHOWN_CHARACTERS);
        return line.substring(0, end) + (end < line.length() ? "…" : "");
    }
}

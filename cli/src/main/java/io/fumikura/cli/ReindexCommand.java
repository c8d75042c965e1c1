package io.fumikura.cli;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.contract.ingest.IndexView;
import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.contract.ingest.ReindexView;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "reindex",
        description = {
            "Build the index for another embedding model beside the old one, then switch.",
            "status (the default), start, cancel, rollback, indexes, drop INDEX_COMPAT"
        })
final class ReindexCommand extends Fumikura.Subcommand implements Callable<Integer> {
    /** What to do. */
    enum Action {
        STATUS,
        START,
        CANCEL,
        ROLLBACK,
        INDEXES,
        DROP
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "status|start|cancel|rollback|indexes|drop")
    private Action action = Action.STATUS;

    @Parameters(index = "1", arity = "0..1", paramLabel = "INDEX_COMPAT")
    private String indexCompat = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (FumikuraClient client = client(settings())) {
            return switch (action) {
                case STATUS -> show(client, "GET", "/v1/reindex", out);
                case START -> show(client, "POST", "/v1/reindex", out);
                case CANCEL -> show(client, "DELETE", "/v1/reindex", out);
                case ROLLBACK -> show(client, "POST", "/v1/reindex/rollback", out);
                case INDEXES -> indexes(client, out);
                case DROP -> {
                    client.operate("DELETE", "/v1/indexes/" + indexCompat);
                    yield indexes(client, out);
                }
            };
        }
    }

    private static int show(FumikuraClient client, String method, String path, PrintWriter out) {
        ReindexView view = client.read(client.operate(method, path), ReindexView.class);
        ReindexView.Progress progress = view.progress();
        out.printf(
                "%s from %s to %s: %d of %d documents, %d of %d passages%s%n",
                view.state().wireName(),
                view.source(),
                view.target(),
                progress.documentsDone(),
                progress.documents(),
                progress.chunksDone(),
                progress.chunks(),
                view.error() == null ? "" : "; " + view.error());
        return view.state() == ReindexState.FAILED ? Fumikura.FAILED : 0;
    }

    private static int indexes(FumikuraClient client, PrintWriter out) {
        IndexView[] all = client.read(client.operate("GET", "/v1/indexes"), IndexView[].class);
        for (IndexView index : all) {
            out.printf("%s%s%n", index.indexCompat(), index.served() ? "  (searched)" : "");
        }
        return 0;
    }
}

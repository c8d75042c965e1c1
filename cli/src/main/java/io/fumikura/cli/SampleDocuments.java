package io.fumikura.cli;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.client.Ingestion;
import io.fumikura.cli.stack.StackSettings;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The documents of the fictional company in {@code samples}, loaded on the first run. */
final class SampleDocuments {
    static final String EXAMPLE_QUESTION = "有給休暇は入社後いつから何日もらえますか";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path folder;
    private final Path marker;
    private final FumikuraClient client;

    SampleDocuments(StackSettings settings, FumikuraClient client) {
        this.folder = settings.root().resolve("samples");
        this.marker = settings.dataDirectory().resolve("samples-loaded");
        this.client = client;
    }

    void loadOnce(Consumer<String> progress) throws IOException, InterruptedException {
        if (Files.exists(marker)) {
            return;
        }
        List<Path> files = DocumentFiles.below(List.of(folder.resolve("documents")));
        Ingestion ingestion = new Ingestion(client, LIMIT);
        for (Path file : files) {
            Ingestion.Outcome outcome = ingestion.run(file, document -> {});
            if (!outcome.indexed()) {
                throw new CommandFailure(
                        "the sample %s was not indexed: %s".formatted(file, outcome.reason()));
            }
        }
        Files.writeString(marker, files.size() + "\n");
        progress.accept(files.size() + " sample documents loaded");
    }

    void example(Consumer<String> out) {
        AnswerResponse answer =
                client.read(
                        client.answer(AnswerRequest.of(EXAMPLE_QUESTION)), AnswerResponse.class);
        out.accept("\n./dev.sh ask \"" + EXAMPLE_QUESTION + "\"\n");
        AnswerText.lines(answer).forEach(out);
    }
}

package io.fumikura.cli.airgap;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.FileTypes;
import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.client.Ingestion;
import io.fumikura.cli.client.Refusal;
import io.fumikura.cli.stack.Component;
import io.fumikura.cli.stack.Stack;
import io.fumikura.cli.stack.StackSettings;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What happens inside: everything starts, documents go in, questions are asked in every way,
 * documents are deleted, everything stops. It runs as a process of its own, so that what the
 * command line itself does is recorded, too.
 */
public final class Scenario {
    /** What the report calls the process that runs this class. */
    static final String PROCESS_NAME = "command-line";

    static final String ROOT = "fumikura.root";

    /**
     * Documents that name things elsewhere in every way their format has; all addresses are of the
     * range that is reserved for documentation.
     */
    private static final List<String> TEMPTING =
            List.of("tempting.html", "tempting.md", "tempting.pdf", "tempting.docx");

    private static final List<String> QUESTIONS =
            List.of("有給休暇は入社後いつから何日もらえますか", "副業は月に何時間までできますか", "What does the warranty cover?");
    private static final Duration INDEXED_WITHIN = Duration.ofMinutes(3);
    private static final int NO_WAY_IN = 4;

    private final StackSettings settings;
    private final FumikuraClient client;

    private Scenario(StackSettings settings, FumikuraClient client) {
        this.settings = settings;
        this.client = client;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            Namespace.requireLoopbackOnly();
        } catch (IllegalStateException e) {
            System.out.println("error: " + e.getMessage());
            System.exit(NO_WAY_IN);
        }
        Path root = Path.of(System.getProperty(ROOT, ".")).toAbsolutePath().normalize();
        StackSettings settings = StackSettings.from(System.getenv(), root);
        Stack stack = new Stack(settings, System.out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop-all"));
        try (FumikuraClient client =
                new FumikuraClient(settings.url(Component.INGEST), settings.url(Component.QUERY))) {
            stack.up();
            new Scenario(settings, client).run();
        } catch (CommandFailure | Refusal e) {
            System.out.println("error: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void stop(Stack stack) {
        try {
            stack.down();
        } catch (IOException | InterruptedException e) {
            System.out.println("error: not everything could be stopped: " + e.getMessage());
        }
    }

    private void run() throws IOException, InterruptedException {
        List<UUID> documents = ingest();
        System.out.println(documents.size() + " documents indexed");
        QUESTIONS.forEach(this::search);
        QUESTIONS.forEach(this::ask);
        System.out.println(QUESTIONS.size() + " questions searched in every mode and answered");
        look(Component.EMBEDDING, "/info");
        look(Component.RERANKER, "/info");
        look(Component.INGEST, "/v1/documents");
        look(Component.QUERY, "/v1/status");
        documents.forEach(client::delete);
        System.out.println(documents.size() + " documents deleted");
    }

    private List<UUID> ingest() throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> samples = Files.list(settings.root().resolve("samples/documents"))) {
            samples.sorted().forEach(files::add);
        }
        for (String name : TEMPTING) {
            files.add(unpacked(name));
        }
        Ingestion ingestion = new Ingestion(client, INDEXED_WITHIN);
        List<UUID> documents = new ArrayList<>();
        for (Path file : files) {
            Ingestion.Outcome outcome = ingestion.run(file, document -> {});
            if (!outcome.indexed()) {
                throw new CommandFailure(
                        "%s was not indexed: %s".formatted(file, outcome.reason()));
            }
            // The same bytes are the same document.
            documents.add(client.upload(file, FileTypes.of(file)).id());
        }
        return documents;
    }

    private Path unpacked(String name) throws IOException {
        Path file = settings.dataDirectory().resolve(name);
        try (InputStream content = Scenario.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IOException(name + " is not part of this build");
            }
            Files.write(file, content.readAllBytes());
        }
        return file;
    }

    private void search(String question) {
        for (SearchMode mode : SearchMode.values()) {
            SearchResponse found =
                    client.read(
                            client.search(
                                    new SearchRequest(
                                            question, 5, SearchFilters.NONE, true, mode, true)),
                            SearchResponse.class);
            if (found.hits().isEmpty() || !found.degraded().isEmpty()) {
                throw new CommandFailure(
                        "%s search for '%s': %d hits, not available: %s"
                                .formatted(mode, question, found.hits().size(), found.degraded()));
            }
        }
    }

    private void ask(String question) {
        AnswerResponse answer =
                client.read(client.answer(AnswerRequest.of(question)), AnswerResponse.class);
        if (answer.answer().isBlank()) {
            throw new CommandFailure("no answer to '%s'".formatted(question));
        }
    }

    /** The pages an operator looks at. */
    private void look(Component service, String own) {
        for (String page : List.of(own, "/q/health/ready", "/q/metrics", "/q/openapi")) {
            client.fetch(settings.url(service).resolve(page));
        }
    }
}

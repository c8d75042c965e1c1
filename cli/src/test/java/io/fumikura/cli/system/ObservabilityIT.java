package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.TextFormat;
import io.fumikura.cli.deploy.MetricsTable;
import io.fumikura.cli.stack.Component;
import io.fumikura.cli.watch.LogLine;
import io.fumikura.cli.watch.TraceCollector;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the services tell an operator while all is well, while callers send nonsense, and while one
 * process after the other dies: in the logs, in traces and in metrics.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservabilityIT {
    private static final String MARK = "ひみつ5b1e0d";
    private static final Set<Component> SERVICES =
            Set.of(Component.EMBEDDING, Component.RERANKER, Component.INGEST, Component.QUERY);
    private static final Pattern TYPE =
            Pattern.compile("(?m)^# TYPE ((?:fumikura|te)_\\w+) (\\w+)$");
    private static final Pattern TRACE = Pattern.compile("trace=([0-9a-f]{32})");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Map<Component, Map<String, String>> exposed = new EnumMap<>(Component.class);
    private final List<HttpResponse<String>> replies = new ArrayList<>();
    private TraceCollector collector;
    private RunningSystem system;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
        collector = TraceCollector.start();
        system =
                RunningSystem.start(
                        Files.createTempDirectory(target, "observed-"),
                        Map.of(
                                "LOG_JSON", "true",
                                "QUERY_OLLAMA_URL", "http://127.0.0.1:9",
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString(),
                                "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms"));
        allIsWell();
        oneAfterTheOtherDies();
    }

    private void allIsWell() throws IOException, InterruptedException {
        MarkedCalls calls = new MarkedCalls(system, MARK);
        replies.addAll(calls.uploads());
        Documents.awaitAllIndexed(system, List.of(idOfFirstUpload()));
        replies.addAll(calls.asks());
        replies.addAll(calls.asksModels());
        try (KafkaProducerOfDocuments producer =
                new KafkaProducerOfDocuments(system.settings().kafkaBootstrapServers())) {
            producer.send(MARK, MARK.getBytes(UTF_8));
        }
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(system.get(Component.INGEST, "/v1/dead-letters").body())
                                        .contains("invalid_event"));
        scrape(SERVICES);
    }

    private void oneAfterTheOtherDies() throws IOException, InterruptedException {
        MarkedCalls calls = new MarkedCalls(system, MARK);
        system.kill(Component.RERANKER);
        calls.asks();
        scrape(Set.of(Component.QUERY));
        system.kill(Component.EMBEDDING);
        calls.asks();
        calls.uploads();
        system.kill(Component.LOCAL_STACK);
        calls.asks();
        calls.uploads();
        system.kill(Component.INGEST);
        calls.asks();
    }

    private UUID idOfFirstUpload() throws IOException {
        return UUID.fromString(
                new ObjectMapper().readTree(replies.get(0).body()).get("id").asText());
    }

    private void scrape(Set<Component> services) throws IOException, InterruptedException {
        for (Component service : services) {
            Map<String, String> types = exposed.computeIfAbsent(service, key -> new TreeMap<>());
            TYPE.matcher(system.get(service, "/q/metrics").body())
                    .results()
                    .filter(type -> !type.group(1).endsWith("_max"))
                    .forEach(type -> types.put(named(type.group(1), type.group(2)), type.group(2)));
        }
    }

    /** A counter's series has an end that its type may be told without. */
    private static String named(String family, String type) {
        return type.equals("counter") && !family.endsWith("_total") ? family + "_total" : family;
    }

    @AfterAll
    void stop() throws IOException {
        system.close();
        collector.close();
    }

    @Test
    void everyLineOfALogIsAnObjectThatSaysWhenAndWho() throws IOException {
        for (Component service : SERVICES) {
            List<LogLine> lines = lines(service);
            assertThat(lines).as(service.processName()).hasSizeGreaterThan(3);
            for (LogLine line : lines) {
                JsonNode json = line.json();
                assertThat(json.path("service").asText()).isEqualTo(service.processName());
                assertThat(json.path("timestamp").asText()).as(line.text()).isNotEmpty();
                assertThat(json.path("level").asText()).as(line.text()).isNotEmpty();
            }
        }
    }

    @Test
    void everyRequestIsALineWithTheTraceIdItsCallerWasTold() throws IOException {
        Set<String> logged = new TreeSet<>();
        for (Component service : SERVICES) {
            for (LogLine line : lines(service)) {
                TRACE.matcher(line.json().path("message").asText())
                        .results()
                        .forEach(trace -> logged.add(trace.group(1)));
            }
        }

        assertThat(replies)
                .filteredOn(reply -> !reply.uri().getPath().equals("/mcp"))
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        reply ->
                                assertThat(logged)
                                        .as(reply.uri().getPath())
                                        .contains(
                                                reply.headers()
                                                        .firstValue("x-trace-id")
                                                        .orElse("no trace id")));
    }

    @Test
    void noLineHoldsWhatACallerSent() throws IOException {
        for (Component process : Component.values()) {
            assertThat(lines(process)).noneMatch(line -> line.text().contains(MARK));
        }
    }

    @Test
    void fromUploadToIndexADocumentIsOneTrace() {
        String traceId = replies.get(0).headers().firstValue("x-trace-id").orElseThrow();

        List<TraceCollector.Seen> trace = collector.trace(traceId);

        assertThat(trace)
                .extracting(span -> span.service() + " " + span.name())
                .contains(
                        "ingest-service POST /v1/documents",
                        "embedding-service process fumikura.chunks",
                        "embedding-service inference",
                        "ingest-service process fumikura.vectors");
    }

    @Test
    void noSpanHoldsWhatACallerSent() {
        assertThat(collector.spans())
                .filteredOn(
                        seen ->
                                Stream.of(MARK, escaped(MARK), URLEncoder.encode(MARK, UTF_8))
                                        .anyMatch(seen.span().toString()::contains))
                .isEmpty();
    }

    @Test
    void everySpanOfATraceButTheFirstHasAParentInIt() {
        String traceId = replies.get(0).headers().firstValue("x-trace-id").orElseThrow();
        List<TraceCollector.Seen> trace = collector.trace(traceId);
        Set<Object> ids = new HashSet<>();
        trace.forEach(span -> ids.add(span.span().getSpanId()));

        assertThat(trace)
                .filteredOn(span -> !ids.contains(span.span().getParentSpanId()))
                .extracting(TraceCollector.Seen::name)
                .containsExactly("POST /v1/documents");
    }

    @Test
    void theMetricsAreThoseOfTheTable() throws IOException {
        MetricsTable table = MetricsTable.read();

        exposed.forEach(
                (service, types) ->
                        assertThat(types.keySet())
                                .as(service.processName())
                                .isEqualTo(
                                        table.of(service.processName().replace("-service", ""))));
        for (Map<String, String> types : exposed.values()) {
            types.forEach(
                    (name, type) ->
                            assertThat(table.rows().get(name))
                                    .as(name)
                                    .extracting(MetricsTable.Row::type)
                                    .isEqualTo(type));
        }
    }

    private List<LogLine> lines(Component process) throws IOException {
        return LogLine.of(system.settings().dataDirectory().resolve("logs"), process.processName());
    }

    /** As Protocol Buffers print what is not ASCII. */
    private static String escaped(String text) {
        return TextFormat.escapeBytes(text.getBytes(UTF_8));
    }
}

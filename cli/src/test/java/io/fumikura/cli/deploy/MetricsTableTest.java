package io.fumikura.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsTableTest {
    private static final Pattern SERIES = Pattern.compile("\\b(?:fumikura|te)_\\w+");

    private final MetricsTable table;

    MetricsTableTest() throws IOException {
        table = MetricsTable.read();
    }

    @Test
    void everyMetricSaysItsTypeAndItsServices() {
        assertThat(table.rows()).hasSizeGreaterThan(40);
        assertThat(table.rows())
                .allSatisfy(
                        (name, row) -> {
                            assertThat(row.type())
                                    .as(name)
                                    .isIn("counter", "gauge", "histogram", "summary");
                            assertThat(row.services())
                                    .as(name)
                                    .isNotEmpty()
                                    .isSubsetOf("embedding", "reranker", "ingest", "query");
                        });
    }

    @Test
    void theAlertsAreThoseOfTheTable() {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JsonNode alert : alerts()) {
            for (String metric : metrics(alert.path("expr").asText())) {
                used.computeIfAbsent(metric, key -> new TreeSet<>())
                        .add(alert.path("alert").asText());
            }
        }

        assertThat(used)
                .isEqualTo(
                        table.rows().entrySet().stream()
                                .filter(row -> !row.getValue().alerts().isEmpty())
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                row -> row.getValue().alerts())));
    }

    @Test
    void everyMetricOfADashboardIsInTheTable() throws IOException {
        List<Path> dashboards;
        try (Stream<Path> files = Files.list(Chart.FOLDER.resolve("dashboards"))) {
            dashboards = files.toList();
        }

        assertThat(dashboards).isNotEmpty();
        for (Path dashboard : dashboards) {
            List<String> expressions =
                    new ObjectMapper().readTree(dashboard.toFile()).findValuesAsText("expr");
            assertThat(expressions).as(dashboard.toString()).isNotEmpty();
            for (String expression : expressions) {
                assertThat(metrics(expression))
                        .as("%s: %s", dashboard.getFileName(), expression)
                        .isNotEmpty()
                        .isSubsetOf(table.rows().keySet());
            }
        }
    }

    private Set<String> metrics(String expression) {
        return SERIES.matcher(expression)
                .results()
                .map(series -> table.metricOf(series.group()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> alerts() {
        List<JsonNode> alerts =
                Chart.everything()
                        .kind("PrometheusRule")
                        .flatMap(rule -> Manifests.each(rule.at("/spec/groups/0/rules")))
                        .toList();
        assertThat(alerts).hasSizeGreaterThanOrEqualTo(5);
        return alerts;
    }
}

package io.fumikura.cli.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of {@code docs/metrics.md}, by name of the metric. */
public record MetricsTable(Map<String, Row> rows) {
    /**
     * @param services such as {@code embedding}
     * @param alerts that use it
     */
    public record Row(String type, Set<String> services, Set<String> labels, Set<String> alerts) {}

    private static final Path FILE =
            Path.of(System.getProperty("fumikura.root", "..")).resolve("docs/metrics.md");
    private static final Pattern PART =
            Pattern.compile("(?<whole>(?:fumikura|te)_\\w+?)_(?:bucket|count|sum|max)");

    public static MetricsTable read() throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("| `")) {
                List<String> cells =
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
                rows.put(
                        cells.get(1).replace("`", ""),
                        new Row(
                                cells.get(2),
                                words(cells.get(3)),
                                words(cells.get(4)),
                                words(cells.get(7))));
            }
        }
        return new MetricsTable(rows);
    }

    private static Set<String> words(String cell) {
        return Pattern.compile("\\w+")
                .matcher(cell)
                .results()
                .map(word -> word.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names of the table's metrics of one service. */
    public Set<String> of(String service) {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().services().contains(service))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metric that a series is part of; the name itself where the table has none. */
    public String metricOf(String series) {
        if (rows.containsKey(series)) {
            return series;
        }
        Matcher part = PART.matcher(series);
        return part.matches() && rows.containsKey(part.group("whole"))
                ? part.group("whole")
                : series;
    }
}

package io.fumikura.cli.throughput;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ingest-service's metrics say of the pages it recognised, by stage. */
final class StageTimes {
    private static final Pattern SERIES =
            Pattern.compile(
                    "(?m)^fumikura_ingest_ocr_seconds_(count|sum)\\{[^}]*stage=\"(\\w+)\"[^}]*} (\\S+)$");

    private static final List<String> ORDER =
            List.of("draw", "detect", "recognise", "tables", "layout");

    private final Map<String, Double> counts = new TreeMap<>();
    private final Map<String, Double> sums = new TreeMap<>();

    private StageTimes() {}

    /**
     * @param metrics in Prometheus' text format
     */
    static StageTimes in(String metrics) {
        StageTimes times = new StageTimes();
        Matcher series = SERIES.matcher(metrics);
        while (series.find()) {
            (series.group(1).equals("sum") ? times.sums : times.counts)
                    .put(series.group(2), Double.valueOf(series.group(3)));
        }
        return times;
    }

    /** What one thread does in each stage, since the earlier look: one line. */
    String since(StageTimes earlier) {
        List<String> stages = new ArrayList<>();
        for (String stage : ORDER) {
            double pages =
                    counts.getOrDefault(stage, 0.0) - earlier.counts.getOrDefault(stage, 0.0);
            double seconds = sums.getOrDefault(stage, 0.0) - earlier.sums.getOrDefault(stage, 0.0);
            if (pages > 0) {
                stages.add(
                        String.format(
                                Locale.ROOT,
                                "%s %.0f ms (%.1f pages/s)",
                                stage,
                                1000 * seconds / pages,
                                pages / Math.max(seconds, 1e-9)));
            }
        }
        return stages.isEmpty() ? "no page was recognised" : String.join(", ", stages);
    }
}

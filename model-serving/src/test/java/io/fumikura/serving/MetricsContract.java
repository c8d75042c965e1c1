package io.fumikura.serving;

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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a running service exposes, held against the dashboard of the model services and against the
 * table of {@code docs/metrics.md}: names that drift apart fail a test and not an operator.
 */
public final class MetricsContract {
    private static final Path ROOT = Path.of(System.getProperty("fumikura.root", ".."));
    private static final Path DASHBOARD =
            ROOT.resolve("deploy/chart/dashboards/model-services.json");
    private static final Path TABLE = ROOT.resolve("docs/metrics.md");

    /** A metric in an expression: a name before a brace or a bracket, with its matchers. */
    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{([^}]*)}|(?=\\[))");

    private static final Pattern MATCHED_LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPED = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern FAMILY = Pattern.compile("# TYPE (fumikura_\\w+) \\w+");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(fumikura_\\w+)`");

    private final Map<String, Set<String>> labelsOfSamples = new TreeMap<>();
    private final Set<String> families;

    /**
     * @param scrape the text of {@code /q/metrics} after a few calls
     */
    public MetricsContract(String scrape) {
        scrape.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(this::sample);
        families = all(FAMILY, scrape);
    }

    private void sample(Matcher sample) {
        Set<String> labels =
                labelsOfSamples.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
        if (sample.group(2) != null) {
            MATCHED_LABEL.matcher(sample.group(2)).results().forEach(m -> labels.add(m.group(1)));
        }
    }

    /**
     * @param elsewhere names that only another service exposes
     */
    public void everyNameOfTheDashboardIsExposed(Set<String> elsewhere) throws IOException {
        List<String> expressions = expressions();

        assertThat(expressions).hasSizeGreaterThan(20);
        for (String expression : expressions) {
            List<MatchResult> selectors = SELECTOR.matcher(expression).results().toList();
            assertThat(selectors).as(expression).isNotEmpty();
            for (MatchResult selector : selectors) {
                if (!elsewhere.contains(selector.group(1))) {
                    check(expression, selector);
                }
            }
        }
    }

    private void check(String expression, MatchResult selector) {
        assertThat(labelsOfSamples).as(expression).containsKey(selector.group(1));
        Set<String> asked = new TreeSet<>();
        if (selector.group(2) != null) {
            MATCHED_LABEL.matcher(selector.group(2)).results().forEach(m -> asked.add(m.group(1)));
        }
        GROUPED.matcher(expression)
                .results()
                .flatMap(grouped -> Stream.of(grouped.group(1).split("\\s*,\\s*")))
                .forEach(asked::add);
        assertThat(labelsOfSamples.get(selector.group(1))).as(expression).containsAll(asked);
    }

    /**
     * @param service as the table names it
     */
    public void theTableIsComplete(String service) throws IOException {
        String rows =
                Files.readAllLines(TABLE).stream()
                        .filter(row -> row.split("\\|").length > 3)
                        .filter(row -> row.split("\\|")[3].contains(service))
                        .collect(Collectors.joining("\n"));

        assertThat(all(DOCUMENTED, rows)).hasSizeGreaterThan(10).isEqualTo(families);
    }

    private static List<String> expressions() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
        return dashboard.findValuesAsText("expr");
    }

    /**
     * A family's highest value of late is a family of its own; a counter's has no {@code _total}.
     */
    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1).replaceFirst("_total$", ""))
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

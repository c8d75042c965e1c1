package io.fumikura.cli.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.problem.ErrorDialect;
import io.fumikura.contract.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What came back, and what is wrong with it. */
record FuzzReply(int status, String contentType, String text) {
    /**
     * Written by the HTTP server itself before any of our code sees the request: headers or an
     * address that are too long, and what is no HTTP at all.
     */
    private static final Set<Integer> BEFORE_ANY_ROUTE = Set.of(400, 413, 414, 431);

    private static final Pattern INTERNALS =
            Pattern.compile(
                    "\\bio\\.fumikura\\.|\\b(?:java|javax|jakarta|com|org|io)\\.[a-z]+\\.[\\w.$]*[A-Z]"
                            + "|\\w(?:Exception|Error)\\b|\\tat |\\.java:\\d"
                            + "|/(?:home|root|tmp|var|deployments|work)/");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** In words; none where all is well. */
    List<String> faults(String method, String path) {
        List<String> faults = new ArrayList<>();
        if (status >= 500) {
            faults.add("status " + status);
        }
        if (status >= 400) {
            if (INTERNALS.matcher(text).find()) {
                faults.add("shows internals");
            }
            if (!method.equals("HEAD") && !(text.isEmpty() && BEFORE_ANY_ROUTE.contains(status))) {
                malformed(path, faults);
            }
        }
        return faults;
    }

    private void malformed(String path, List<String> faults) {
        ErrorDialect dialect = ErrorDialect.of(routed(path));
        if (!contentType.startsWith(dialect.mediaType())) {
            faults.add("%d of type '%s' instead of %s".formatted(status, contentType, dialect));
            return;
        }
        JsonNode error;
        try {
            error = MAPPER.readTree(text);
        } catch (IOException e) {
            faults.add(status + " that is no JSON");
            return;
        }
        if (!hasTheFieldsOf(dialect, error)) {
            faults.add("%d is no error of %s".formatted(status, dialect));
        }
    }

    /** The path that a service looks for a route of. */
    private static String routed(String path) {
        return URI.create(path.replaceAll("/+", "/").replace("%2E", ".")).normalize().getPath();
    }

    private boolean hasTheFieldsOf(ErrorDialect dialect, JsonNode error) {
        return switch (dialect) {
            case PROBLEM -> isProblem(error);
            case OPENAI ->
                    error.at("/error/message").isTextual() && error.at("/error/type").isTextual();
            case TEI -> error.path("error").isTextual() && error.path("error_type").isTextual();
            case COHERE -> error.path("message").isTextual();
            case JINA -> error.path("detail").isTextual();
        };
    }

    private boolean isProblem(JsonNode error) {
        Problem problem = MAPPER.convertValue(error, Problem.class);
        return problem.status() == status
                && error.path("type").isTextual()
                && error.path("title").isTextual()
                && error.path("detail").isTextual()
                && error.path("code").isTextual()
                && error.path("trace_id").asText().matches("[0-9a-f]{32}");
    }

    @Override
    public String toString() {
        return status + " " + text.substring(0, Math.min(text.length(), 300));
    }
}

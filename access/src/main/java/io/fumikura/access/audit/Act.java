package io.fumikura.access.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that is worth a line: its name, and a method and a path such as {@code DELETE
 * /v1/documents/{id}}; what stands in the braces is the subject.
 */
public final class Act {
    private static final Pattern FORM = Pattern.compile("([A-Z]+) (/[^{}]*)(\\{\\w+})?([^{}]*)");

    private final String name;
    private final String method;
    private final Pattern path;

    /**
     * @throws IllegalArgumentException when the request has another form
     */
    public Act(String name, String request) {
        Matcher form = FORM.matcher(request);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not of the form DELETE /v1/documents/{id}".formatted(request));
        }
        this.name = name;
        this.method = form.group(1);
        String subject = form.group(3) == null ? "" : "([^/]+)";
        this.path =
                Pattern.compile(
                        Pattern.quote(form.group(2)) + subject + Pattern.quote(form.group(4)));
    }

    public String name() {
        return name;
    }

    /** What the request is about when it is one of these, which may be nothing. */
    public Optional<Match> match(String requestMethod, String requestPath) {
        if (!method.equals(requestMethod)) {
            return Optional.empty();
        }
        Matcher found = path.matcher(requestPath);
        return found.matches()
                ? Optional.of(new Match(name, found.groupCount() == 0 ? null : found.group(1)))
                : Optional.empty();
    }

    /** A request that is one of these, and its subject. */
    public record Match(String what, @Nullable String subject) {}
}

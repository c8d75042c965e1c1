package io.fumikura.cli.outbound;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The addresses of other machines in a text. */
final class Addresses {
    private static final Pattern URL =
            Pattern.compile("(?i)\\b(?:https?|wss?|ftp)://([^\\s\"'<>)\\\\;,]*)");

    /**
     * This machine, and the names and addresses that are reserved so that they lead nowhere (RFC
     * 2606, RFC 5737).
     */
    private static final Pattern NOWHERE =
            Pattern.compile(
                    "(?i)(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]"
                            + "|(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+"
                            + "|([\\w-]+\\.)*(example|invalid|test))(:.*|/.*)?",
                    Pattern.DOTALL);

    /** Names of XML vocabularies; they look like addresses and are never fetched. */
    private static final Set<String> VOCABULARIES =
            Set.of("www.w3.org/1999/xlink", "www.w3.org/2000/svg", "www.w3.org/1999/xhtml");

    private Addresses() {}

    static List<String> elsewhere(String text) {
        return URL.matcher(text)
                .results()
                .filter(match -> !NOWHERE.matcher(match.group(1)).matches())
                .filter(match -> !VOCABULARIES.contains(match.group(1)))
                .map(MatchResult::group)
                .toList();
    }
}

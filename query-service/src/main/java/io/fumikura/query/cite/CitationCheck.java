package io.fumikura.query.cite;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The citations of an answer. Read are {@code [1]}, {@code [1][2]}, {@code [1, 2]}, {@code [1、2]}
 * and the full-width forms; written back is {@code [1][2]}. A number that no passage has is taken
 * out of the text and counted.
 *
 * @param text the answer with valid citations only
 * @param numbers the valid numbers, ascending
 * @param invalid how many numbers were dropped
 */
public record CitationCheck(String text, List<Integer> numbers, int invalid) {
    /** A citation as it is written back. What has more digits is a number of the document's own. */
    static final Pattern WRITTEN = Pattern.compile("\\[([0-9]{1,4})\\]");

    private static final Pattern MARKER =
            Pattern.compile("[\\[［]\\s*([0-9０-９]{1,4}(?:\\s*[,，、]\\s*[0-9０-９]{1,4})*)\\s*[\\]］]");

    private static final Pattern SEPARATOR = Pattern.compile("\\s*[,，、]\\s*");

    public static CitationCheck of(String answer, int passages) {
        Set<Integer> valid = new TreeSet<>();
        int[] invalid = {0};
        String text =
                MARKER.matcher(answer)
                        .replaceAll(
                                marker ->
                                        Matcher.quoteReplacement(
                                                checked(marker, passages, valid, invalid)));
        return new CitationCheck(text, List.copyOf(valid), invalid[0]);
    }

    /** A quotation, in which the document's own footnote marks must not be taken for citations. */
    public static String withoutMarks(String quotation) {
        return MARKER.matcher(quotation).replaceAll("($1)");
    }

    private static String checked(
            MatchResult marker, int passages, Set<Integer> valid, int[] invalid) {
        StringBuilder kept = new StringBuilder();
        for (String digits : SEPARATOR.split(marker.group(1).strip())) {
            // Integer.parseInt reads full-width digits too.
            int number = Integer.parseInt(digits);
            if (number >= 1 && number <= passages) {
                valid.add(number);
                kept.append('[').append(number).append(']');
            } else {
                invalid[0]++;
            }
        }
        return kept.toString();
    }
}

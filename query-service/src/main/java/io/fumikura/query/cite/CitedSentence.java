package io.fumikura.query.cite;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence of an answer with the numbers it cites, which may stand before or behind its full
 * stop: {@code 20日です[1]。} and {@code 20日です。[1]} are the same.
 *
 * @param start where it begins in the answer
 * @param end behind its last character, citations included
 * @param claim what it says, without citations and without the mark of a list item
 * @param numbers ascending
 */
record CitedSentence(int start, int end, String claim, List<Integer> numbers) {
    private static final Pattern LIST_ITEM = Pattern.compile("^\\s*(?:[0-9]+[.)．]\\s|[-*•・]\\s*)");

    /**
     * @param answer as {@link CitationCheck} leaves it
     * @param passages how many there are; a higher number is no citation
     */
    static List<CitedSentence> of(String answer, int passages) {
        List<CitedSentence> sentences = new ArrayList<>();
        int start = 0;
        for (int last : SentenceEnd.in(answer)) {
            if (last >= start) {
                int end = answer.charAt(last) == '\n' ? last + 1 : withCitations(answer, last + 1);
                add(sentences, answer, start, end);
                start = end;
            }
        }
        add(sentences, answer, start, answer.length());
        return sentences.stream().map(sentence -> sentence.within(passages)).toList();
    }

    private CitedSentence within(int passages) {
        List<Integer> valid =
                numbers.stream().filter(number -> number >= 1 && number <= passages).toList();
        return new CitedSentence(start, end, claim, valid);
    }

    private static int withCitations(String answer, int from) {
        Matcher mark = CitationCheck.WRITTEN.matcher(answer);
        int end = from;
        while (true) {
            int next = end;
            while (next < answer.length() && answer.charAt(next) == ' ') {
                next++;
            }
            if (!mark.region(next, answer.length()).lookingAt()) {
                return end;
            }
            end = mark.end();
        }
    }

    private static void add(List<CitedSentence> sentences, String answer, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(answer.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(answer.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            sentences.add(sentence(answer.substring(start, end), start));
        }
    }

    private static CitedSentence sentence(String text, int start) {
        TreeSet<Integer> numbers = new TreeSet<>();
        CitationCheck.WRITTEN
                .matcher(text)
                .results()
                .forEach(mark -> numbers.add(Integer.parseInt(mark.group(1))));
        String claim =
                LIST_ITEM
                        .matcher(CitationCheck.WRITTEN.matcher(text).replaceAll(""))
                        .replaceFirst("");
        return new CitedSentence(start, start + text.length(), claim.strip(), List.copyOf(numbers));
    }
}

package io.fumikura.query.answer;

import io.fumikura.query.cite.SentenceEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A passage taken apart into sentences, each with the heading it stands under. */
final class Sentences {
    /** Between the headings ingest-service puts above a passage. */
    private static final String PATH_SEPARATOR = " > ";

    private static final Pattern HEADING =
            Pattern.compile("(#+ .*|第[0-9０-９一二三四五六七八九十百]+[章節条項].{0,30}|[■●◆【].{0,40}|.{1,40}[:：])");

    private Sentences() {}

    /**
     * @param text one sentence, or one line of a list or table
     * @param heading the heading above it, empty where there is none
     */
    record Sentence(String text, String heading) {}

    /**
     * @param title of the document; the passage's first line is a heading if it is the title or the
     *     path of headings below it
     */
    static List<Sentence> of(String passage, String title) {
        List<Sentence> sentences = new ArrayList<>();
        String heading = "";
        List<String> lines = passage.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (isHeading(line) || (i == 0 && isPath(line, title))) {
                heading = line.replaceFirst("^#+ ", "");
                continue;
            }
            for (String sentence : SentenceEnd.split(line)) {
                if (!sentence.isBlank()) {
                    sentences.add(new Sentence(sentence.strip(), heading));
                }
            }
        }
        if (sentences.isEmpty() && !heading.isEmpty()) {
            sentences.add(new Sentence(heading, ""));
        }
        return sentences;
    }

    private static boolean isPath(String line, String title) {
        return !title.isEmpty() && (line.equals(title) || line.startsWith(title + PATH_SEPARATOR));
    }

    private static boolean isHeading(String line) {
        return HEADING.matcher(line).matches() && !SentenceEnd.isAt(line, line.length() - 1);
    }
}

package io.fumikura.query.answer;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a question is about, told by the letters it is written in. A question that points at
 * something ("それは…", "and …?") or says too little gets the topics of the one before it.
 */
final class TopicRule {
    /** Runs of kanji, katakana, Latin letters and digits are topics; hiragana joins them. */
    private static final Pattern TOPIC =
            Pattern.compile(
                    "[\\p{IsHan}々〆ー]{2,}|[\\p{IsKatakana}ー]{2,}|[\\p{IsLatin}0-9][\\p{IsLatin}0-9.-]+");

    private static final Pattern POINTS =
            Pattern.compile(
                    "それ|その|これ|この(?!たび)|あれ|そこ|同じ|^(?:では|じゃあ?|なら|他に|ほかに|また|あと)|の場合(?:は|も|$)|については[？?]?$"
                            + "|\\b(?:it|its|that|this|those|these|they|them|there|same)\\b"
                            + "|^(?:and|or|so|but|what about|how about|why|when|where|who)\\b",
                    Pattern.CASE_INSENSITIVE);

    private static final Set<String> NOT_TOPICS =
            Set.of(
                    "what", "which", "when", "where", "who", "how", "many", "much", "the", "does",
                    "is", "are", "can", "may", "for", "and", "about", "of", "to", "in", "on", "do",
                    "our", "my", "we", "there", "何日", "何時", "何人", "何円", "場合", "教えて");

    private static final int ENOUGH = 2;

    private TopicRule() {}

    static String completed(String question, String before) {
        Set<String> own = topics(question);
        if (own.size() >= ENOUGH && !POINTS.matcher(question.strip()).find()) {
            return question;
        }
        Set<String> missing = topics(before);
        missing.removeAll(own);
        return missing.isEmpty() ? question : String.join(" ", missing) + " " + question;
    }

    private static Set<String> topics(String text) {
        Set<String> topics = new LinkedHashSet<>();
        TOPIC.matcher(text)
                .results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .filter(topic -> !NOT_TOPICS.contains(topic))
                .forEach(topics::add);
        return topics;
    }
}

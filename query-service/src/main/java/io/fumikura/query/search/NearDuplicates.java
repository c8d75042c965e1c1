package io.fumikura.query.search;

import io.fumikura.index.FoundChunk;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Puts passages that say the same thing together, so that a file that was uploaded twice or a
 * footer does not fill the list of hits. Two passages are the same when their words are (after
 * NFKC, without regard to case and white space), or when they share nine tenths of their runs of
 * four characters <em>and</em> hold the same numbers and Latin words in the same order: two lines
 * of a price list, or two articles that differ in a figure, are different answers. Each group is
 * led by its best passage. For the few dozens of candidates of one search every pair is compared;
 * 50 long ones take about a millisecond.
 */
final class NearDuplicates {
    private static final int RUN = 4;
    private static final double SHARED = 0.9;
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern CODES = Pattern.compile("[\\p{Nd}a-z〇一二三四五六七八九十百千万億]+");

    private NearDuplicates() {}

    /** The groups in the order of their best passages, each best first. */
    static List<List<FoundChunk>> groups(List<FoundChunk> bestFirst) {
        Map<String, Group> byText = new LinkedHashMap<>();
        for (FoundChunk chunk : bestFirst) {
            String text = normalised(chunk.text());
            Group same = byText.get(text);
            if (same == null) {
                Words words = Words.of(text);
                same =
                        byText.values().stream()
                                .filter(group -> group.words().nearly(words))
                                .findFirst()
                                .orElseGet(() -> new Group(words, new ArrayList<>()));
                byText.putIfAbsent(text, same);
            }
            same.members().add(chunk);
        }
        return byText.values().stream().distinct().map(Group::members).map(List::copyOf).toList();
    }

    private static String normalised(String text) {
        String wide = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return BLANK.matcher(wide).replaceAll("");
    }

    /** Not a record: two groups are never equal. */
    private static final class Group {
        private final Words words;
        private final List<FoundChunk> members;

        Group(Words words, List<FoundChunk> members) {
            this.words = words;
            this.members = members;
        }

        Words words() {
            return words;
        }

        List<FoundChunk> members() {
            return members;
        }
    }

    /** What is compared of a text: its runs as sorted hashes, and its numbers and Latin words. */
    private static final class Words {
        private final int[] runs;
        private final String codes;

        private Words(int[] runs, String codes) {
            this.runs = runs;
            this.codes = codes;
        }

        static Words of(String text) {
            int count = Math.max(0, text.length() - RUN + 1);
            int[] hashes = new int[count];
            for (int i = 0; i < count; i++) {
                hashes[i] =
                        ((text.charAt(i) * 31 + text.charAt(i + 1)) * 31 + text.charAt(i + 2)) * 31
                                + text.charAt(i + 3);
            }
            String codes =
                    CODES.matcher(text)
                            .results()
                            .map(MatchResult::group)
                            .reduce("", (all, one) -> all + " " + one);
            return new Words(Arrays.stream(hashes).sorted().distinct().toArray(), codes);
        }

        boolean nearly(Words other) {
            int smaller = Math.min(runs.length, other.runs.length);
            int larger = Math.max(runs.length, other.runs.length);
            // Shared runs are at most the smaller number, all runs at least the larger one.
            if (smaller < SHARED * larger || smaller == 0 || !codes.equals(other.codes)) {
                return false;
            }
            int shared = shared(runs, other.runs);
            return shared >= SHARED * (smaller + larger - shared);
        }

        private static int shared(int[] one, int[] two) {
            int shared = 0;
            int j = 0;
            for (int hash : one) {
                while (j < two.length && two[j] < hash) {
                    j++;
                }
                if (j < two.length && two[j] == hash) {
                    shared++;
                }
            }
            return shared;
        }
    }
}

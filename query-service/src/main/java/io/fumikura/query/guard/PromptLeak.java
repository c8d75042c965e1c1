package io.fumikura.query.guard;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Notices when a text begins to repeat our instructions. Compared are letters and digits alone, so
 * line breaks, bullets and quotation marks make no difference; a translation is not noticed. Text
 * that goes on as the instructions do is held back until it goes its own way, or is refused.
 */
final class PromptLeak {
    private final String secret;
    private final int hold;
    private final int refuse;
    private final StringBuilder held = new StringBuilder();

    /** The longest end of the text that stands in the instructions, and the raw length of each. */
    private final StringBuilder run = new StringBuilder();

    private final Deque<Integer> rawLengths = new ArrayDeque<>();
    private int unreleased;

    /**
     * @param hold as many letters in a row as instructions and answers may well share
     * @param refuse as many as they never do
     */
    PromptLeak(String instructions, int hold, int refuse) {
        this.secret = bare(instructions);
        this.hold = hold;
        this.refuse = refuse;
    }

    /** What can be shown now; fails when the instructions are being repeated. */
    String accept(String piece) {
        StringBuilder shown = new StringBuilder();
        piece.codePoints().forEach(point -> take(Character.toString(point), shown));
        return shown.toString();
    }

    String end() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    private void take(String raw, StringBuilder shown) {
        held.append(raw);
        unreleased += raw.length();
        String letters = bare(raw);
        for (int i = 0; i < letters.length(); i++) {
            run.append(letters.charAt(i));
            rawLengths.addLast(i == letters.length() - 1 ? unreleased : 0);
            if (i == letters.length() - 1) {
                unreleased = 0;
            }
            while (run.length() > 0 && secret.indexOf(run.toString()) < 0) {
                run.deleteCharAt(0);
                rawLengths.removeFirst();
            }
        }
        if (run.length() >= refuse) {
            throw new ServiceException(
                    ErrorCode.INFERENCE_FAILED,
                    "the language model repeated its instructions instead of answering");
        }
        release(shown);
    }

    private void release(StringBuilder shown) {
        int keep = 0;
        if (run.length() >= hold) {
            keep = unreleased + rawLengths.stream().mapToInt(Integer::intValue).sum();
        }
        int free = Math.max(0, held.length() - keep);
        shown.append(held, 0, free);
        held.delete(0, free);
    }

    private static String bare(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder letters = new StringBuilder();
        plain.codePoints()
                .filter(point -> Character.isLetterOrDigit(point) || point == 0)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }
}

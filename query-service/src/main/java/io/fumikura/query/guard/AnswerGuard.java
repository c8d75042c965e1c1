package io.fumikura.query.guard;

import java.util.List;

/**
 * Everything a language model writes goes through here, piece by piece as it comes. A document can
 * tell a model what to do, and a model may do it; what a reader gets is text in which every link is
 * one of the sources' own, every citation has a passage, and our instructions are not repeated.
 */
public final class AnswerGuard {
    private final PromptLeak leak;
    private final LinkFilter links;

    private AnswerGuard(PromptLeak leak, LinkFilter links) {
        this.leak = leak;
        this.links = links;
    }

    /**
     * What must not be repeated.
     *
     * @param text the instructions; what the model is told to say stands for itself and is left out
     * @param hold letters in a row from which on text is held back
     * @param refuse letters in a row from which on it is refused
     */
    public record Instructions(String text, int hold, int refuse) {}

    /**
     * @param passages the sources, of which the nth may be cited as {@code [n]}
     * @param instead what an address that is in no source is replaced by
     */
    public static AnswerGuard of(Instructions instructions, List<String> passages, String instead) {
        return new AnswerGuard(
                new PromptLeak(instructions.text(), instructions.hold(), instructions.refuse()),
                new LinkFilter(Links.in(passages), passages.size(), instead));
    }

    /** A text that was not written by a model. */
    public static String quoted(String text, List<String> passages, String instead) {
        LinkFilter links = new LinkFilter(Links.in(passages), passages.size(), instead);
        return links.accept(text) + links.end();
    }

    /**
     * What a reader may see now, which may be nothing. Fails with a {@link
     * io.fumikura.contract.problem.ServiceException} when the instructions are being repeated.
     */
    public String accept(String piece) {
        return links.accept(leak.accept(piece));
    }

    /** What was held back until the end. */
    public String end() {
        return links.accept(leak.end()) + links.end();
    }

    /** Citations of passages there are not, all of which were left out. */
    public int invalidCitations() {
        return links.invalidCitations();
    }
}

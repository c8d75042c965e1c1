package io.fumikura.query.guard;

import io.fumikura.query.cite.CitationCheck;
import java.util.regex.Matcher;

/**
 * Text piece by piece, with every link gone that is in no source. An address that no source has is
 * replaced, one without a scheme from its last dot or {@code @} on; Markdown's links, images and
 * link definitions and HTML's tags are broken, so that nothing is a link or loads a picture but an
 * address that can be read, and what follows an address is kept apart from it. Citations come out
 * in one form, those of passages there are not at all. What comes out does not depend on how the
 * text was cut into pieces; held back is only what may be the beginning of one of these.
 */
final class LinkFilter {
    private static final int LONGEST_MARK = 60;
    private static final int LONGEST_ADDRESS = 2048;
    private static final String MARK = "0123456789０１２３４５６７８９,，、";

    /** What a reader knows to stand behind an address and not in it. */
    private static final String CLOSING = ".,;:!?)]}>'\"*_。、，．）」』】〉》；：！？";

    /** So few say nothing that a document could have asked for. */
    private static final int MOST_CLOSING = 3;

    private final Links links;
    private final int passages;
    private final String instead;
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder out = new StringBuilder();

    /** Of what was shown, the end that may be the name in front of an address. */
    private final StringBuilder word = new StringBuilder();

    private char last = '\n';
    private boolean inRefusedAddress;
    private boolean behindAddress;
    private int closing;
    private int invalidCitations;

    /**
     * @param passages how many there are; higher numbers are no citations
     * @param instead what an address is replaced by
     */
    LinkFilter(Links links, int passages, String instead) {
        this.links = links;
        this.passages = passages;
        this.instead = instead;
    }

    /** What can be shown now. */
    String accept(String piece) {
        held.append(piece);
        return drain(false);
    }

    /** What was held back. */
    String end() {
        return drain(true);
    }

    int invalidCitations() {
        return invalidCitations;
    }

    private String drain(boolean complete) {
        int at = 0;
        while (at < held.length()) {
            int next = step(at, complete);
            if (next == at) {
                break;
            }
            at = next;
        }
        held.delete(0, at);
        String shown = out.toString();
        out.setLength(0);
        return shown;
    }

    /** Where to go on; the same place when more must be seen. */
    private int step(int at, boolean complete) {
        if (inRefusedAddress) {
            int end = Links.runEnd(held, at);
            inRefusedAddress = end == held.length();
            if (end > at) {
                return end;
            }
        }
        char character = held.charAt(at);
        if (Links.beginsAt(held, at)) {
            return address("", at, complete);
        }
        if (!complete && Links.mayBegin(held, at)) {
            return at;
        }
        return switch (character) {
            case '[', '［' -> bracket(at, complete);
            case '!' -> imageMark(at, complete);
            case '<' -> tag(at, complete);
            case '(', ':' -> afterBracket(at);
            case '.', '@' -> middle(at, complete);
            default -> show(at);
        };
    }

    /** Of an address without a scheme, whose name is shown already. */
    private int middle(int at, boolean complete) {
        if (!Character.isLetterOrDigit(last) && !BareAddress.isOfName(last)) {
            return show(at);
        }
        Matcher bare = BareAddress.at(held, at);
        boolean found = bare.lookingAt();
        if (bare.hitEnd() && !complete) {
            return at;
        }
        if (!found) {
            return show(at);
        }
        String name = word.substring(BareAddress.begin(word, word.length()));
        return held.charAt(at) == '@' ? checked(name, at, bare.end()) : address(name, at, complete);
    }

    private int address(String name, int at, boolean complete) {
        int run = Links.runEnd(held, at);
        inRefusedAddress = run - at > LONGEST_ADDRESS;
        if (inRefusedAddress) {
            emit(instead);
            return run;
        }
        return run == held.length() && !complete ? at : checked(name, at, Links.end(held, at));
    }

    private int checked(String name, int at, int end) {
        String address = held.substring(at, end);
        if (links.isKnown(name + address)) {
            emit(address);
            behindAddress = true;
            closing = 0;
        } else {
            emit(instead);
        }
        return end;
    }

    private int bracket(int at, boolean complete) {
        int end = at + 1;
        while (end < held.length() && isMark(held.charAt(end))) {
            end++;
        }
        if (end == held.length() && !complete && end - at <= LONGEST_MARK) {
            return at;
        }
        boolean closed = end < held.length() && "]］".indexOf(held.charAt(end)) >= 0;
        if (closed && end - at <= LONGEST_MARK) {
            CitationCheck checked = CitationCheck.of(held.substring(at, end + 1), passages);
            invalidCitations += checked.invalid();
            emit(checked.text());
            return end + 1;
        }
        return show(at);
    }

    /** {@code ![} would load a picture; without the mark it is text. */
    private int imageMark(int at, boolean complete) {
        if (at + 1 == held.length() && !complete) {
            return at;
        }
        boolean picture = at + 1 < held.length() && held.charAt(at + 1) == '[';
        return picture ? at + 1 : show(at);
    }

    private int tag(int at, boolean complete) {
        if (at + 1 == held.length() && !complete) {
            return at;
        }
        boolean opens =
                at + 1 < held.length()
                        && (Character.isLetter(held.charAt(at + 1))
                                || "/!?".indexOf(held.charAt(at + 1)) >= 0);
        if (!opens) {
            return show(at);
        }
        emit("＜");
        return at + 1;
    }

    /** {@code ](} makes a link and {@code ]:} defines one; with a space between they are text. */
    private int afterBracket(int at) {
        if (last == ']') {
            emit(" ");
        }
        return show(at);
    }

    private int show(int at) {
        emit(held.substring(at, at + 1));
        return at + 1;
    }

    private void emit(String text) {
        if (!text.isEmpty()) {
            if (behindAddress && continuesAddress(text)) {
                out.append(' ');
                word.setLength(0);
            }
            out.append(text);
            last = text.charAt(text.length() - 1);
            remember(text);
        }
    }

    private void remember(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (BareAddress.isOfName(text.charAt(i))) {
                word.append(text.charAt(i));
            } else {
                word.setLength(0);
            }
        }
    }

    /**
     * Whether a program that makes links of addresses might take the text for more of the one
     * before it: most go on to the next white space, whatever the alphabet, and would carry away
     * what a model put behind an address of the sources.
     */
    private boolean continuesAddress(String text) {
        char first = text.charAt(0);
        if (CLOSING.indexOf(first) >= 0 && closing < MOST_CLOSING) {
            closing++;
            return false;
        }
        behindAddress = false;
        return " \t\r\n".indexOf(first) < 0;
    }

    private static boolean isMark(char character) {
        return MARK.indexOf(character) >= 0 || Character.isWhitespace(character);
    }
}

package io.fumikura.ingest.parse.pdf;

import java.io.IOException;

/** A picture in a PDF that is not unpacked. The message may be shown to whoever sent it. */
final class UnreadPicture extends IOException {
    private static final String ELSE =
            "the picture of page %d is damaged, or of a kind that is not read";

    UnreadPicture(String message) {
        super(message);
    }

    /** In words for whoever sent the document. */
    static String why(int page, Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof UnreadPicture) {
                return "page %d has %s".formatted(page, e.getMessage());
            }
        }
        return ELSE.formatted(page);
    }
}

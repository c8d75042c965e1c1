package io.fumikura.ingest.ocr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending a page once.
 *
 * @param answer of an answered one
 * @param words of any other, which continue "The OCR service at …"
 * @param pause before it is worth trying again
 */
record Attempt(
        Kind kind, JsonNode answer, String words, Duration pause, @Nullable Throwable cause) {
    enum Kind {
        ANSWERED,
        /** It is there and has no room. */
        BUSY,
        /** It is not there, or something else is. */
        AWAY,
        /** It took the page and gave no answer; the page may be why. */
        BROKEN_OFF,
        /** It does not take this page, or what it answers is no page. */
        REFUSED,
        /** Time ran out. */
        SLOW
    }

    private static final Duration SOON = Duration.ofMillis(200);

    static Attempt answered(JsonNode answer) {
        return new Attempt(Kind.ANSWERED, answer, "", Duration.ZERO, null);
    }

    static Attempt busy(int status, Duration pause) {
        return of(Kind.BUSY, "is busy, it answers " + status, pause, null);
    }

    static Attempt away(String words, @Nullable Throwable cause) {
        return of(Kind.AWAY, words, SOON, cause);
    }

    static Attempt brokenOff(String words, @Nullable Throwable cause) {
        return of(Kind.BROKEN_OFF, words, SOON, cause);
    }

    static Attempt refused(String words, @Nullable Throwable cause) {
        return of(Kind.REFUSED, words, Duration.ZERO, cause);
    }

    static Attempt slow() {
        return of(Kind.SLOW, "does not answer in time", Duration.ZERO, null);
    }

    private static Attempt of(Kind kind, String words, Duration pause, @Nullable Throwable cause) {
        return new Attempt(kind, MissingNode.getInstance(), words, pause, cause);
    }
}

package io.fumikura.access.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did what, and how it ended.
 *
 * @param who the caller's name; null where a credential was refused
 * @param tenant the caller's; null likewise
 * @param what for example {@code document.delete}
 * @param subject what it was done to: a document, a dead letter, an address
 * @param status the HTTP status of the answer; of one thing of several in a request, that which it
 *     would have had by itself, or {@link #CANCELLED}
 * @param text of a search, where the operator wants it kept
 */
public record AuditEntry(
        @Nullable String who,
        @Nullable String tenant,
        String what,
        @Nullable String subject,
        int status,
        @Nullable String traceId,
        @Nullable String text) {

    /** Given up before it had ended, because whoever wanted it does not want it any more. */
    public static final int CANCELLED = 499;
}

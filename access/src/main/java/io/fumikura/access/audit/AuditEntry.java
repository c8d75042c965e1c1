package io.fumikura.access.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did what, and how it ended.
 *
 * @param who the caller's name; null where a credential was refused
 * @param tenant the caller's; null likewise
 * @param what for example {@code document.delete}
 * @param subject what it was done to: a document, a dead letter, an address
 * @param status the HTTP status of the answer
 * @param text of a search, where the operator wants it kept
 */
public record AuditEntry(
        @Nullable String who,
        @Nullable String tenant,
        String what,
        @Nullable String subject,
        int status,
        @Nullable String traceId,
        @Nullable String text) {}

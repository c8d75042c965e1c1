package io.fumikura.access.http;

import io.fumikura.access.audit.AuditEntry;
import io.fumikura.contract.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that a request does, and how it ended, which the status of the answer does not
 * say: an assistant is told 200 of what went wrong, too. One that has not ended when the request
 * has was cancelled. For any thread.
 */
public final class AuditedCall {
    private static final int DONE = 200;

    private final String name;
    private final @Nullable String text;
    private volatile int status = AuditEntry.CANCELLED;

    /**
     * @param text what is asked, where the operator wants it kept
     */
    AuditedCall(String name, @Nullable String text) {
        this.name = name;
        this.text = text;
    }

    public void done() {
        status = DONE;
    }

    public void failed(ErrorCode code) {
        status = code.status();
    }

    AuditEntry entry(AuditEntry request) {
        return new AuditEntry(
                request.who(),
                request.tenant(),
                request.what() + "." + name,
                request.subject(),
                status,
                request.traceId(),
                text);
    }
}

package io.fumikura.access.audit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON an entry, in the log category {@value #CATEGORY}, which may have a file of its
 * own. Always on; for any thread.
 */
public final class AuditLog {
    public static final String CATEGORY = "audit";

    private static final JsonMapper JSON = new JsonMapper();

    private final Consumer<String> lines;
    private final InstantSource clock;

    public AuditLog() {
        this(Logger.getLogger(CATEGORY)::info, InstantSource.system());
    }

    AuditLog(Consumer<String> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
    }

    public void add(AuditEntry entry) {
        ObjectNode line = JSON.createObjectNode();
        line.put("at", clock.instant().toString());
        put(line, "who", entry.who());
        put(line, "tenant", entry.tenant());
        line.put("what", entry.what());
        put(line, "subject", entry.subject());
        line.put("outcome", outcome(entry.status()));
        line.put("status", entry.status());
        put(line, "trace_id", entry.traceId());
        put(line, "text", entry.text());
        lines.accept(line.toString());
    }

    private static void put(ObjectNode line, String name, @Nullable String value) {
        if (value != null) {
            line.put(name, value);
        }
    }

    /** A word to search by; a caller who left before the answer began has a status of 200. */
    private static String outcome(int status) {
        if (status == AuditEntry.CANCELLED) {
            return "cancelled";
        }
        return switch (status / 100) {
            case 1, 2, 3 -> "done";
            case 4 -> "refused";
            default -> "failed";
        };
    }
}

package io.fumikura.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditLogTest {
    @Test
    void writesOneLineOfJsonAnEntryWithoutWhatIsNotKnown() {
        List<String> lines = new ArrayList<>();
        AuditLog log = new AuditLog(lines::add, () -> Instant.parse("2026-11-30T09:00:00Z"));

        log.add(new AuditEntry("key-1", "acme", "search", null, 200, "abc", "副業\n\"は"));
        log.add(new AuditEntry(null, null, "unauthenticated", "GET /v1/x", 401, null, null));

        assertThat(lines)
                .containsExactly(
                        "{\"at\":\"2026-11-30T09:00:00Z\",\"who\":\"key-1\",\"tenant\":\"acme\",\"what\":\"search\","
                                + "\"outcome\":\"done\",\"status\":200,\"trace_id\":\"abc\",\"text\":\"副業\\n\\\"は\"}",
                        "{\"at\":\"2026-11-30T09:00:00Z\",\"what\":\"unauthenticated\",\"subject\":\"GET /v1/x\","
                                + "\"outcome\":\"refused\",\"status\":401}");
    }

    @ParameterizedTest
    @CsvSource({"204,done", "422,refused", "499,cancelled", "503,failed"})
    void saysInAWordHowItEnded(int status, String outcome) {
        List<String> lines = new ArrayList<>();
        AuditLog log = new AuditLog(lines::add, InstantSource.system());

        log.add(new AuditEntry("key-1", "acme", "search", null, status, null, null));

        assertThat(lines).singleElement().asString().contains("\"outcome\":\"" + outcome + "\"");
    }

    @Test
    void anActIsKnownByItsMethodAndPath() {
        Act replay = new Act("replay", "POST /v1/dead-letters/{id}/replay");

        assertThat(replay.match("POST", "/v1/dead-letters/7/replay"))
                .contains(new Act.Match("replay", "7"));
        assertThat(replay.match("GET", "/v1/dead-letters/7/replay")).isEmpty();
        assertThat(replay.match("POST", "/v1/dead-letters/7/8/replay")).isEmpty();
        assertThat(new Act("s", "POST /v1/search").match("POST", "/v1/search"))
                .contains(new Act.Match("s", null));
        assertThatThrownBy(() -> new Act("s", "/v1/search")).hasMessageContaining("/v1/search");
    }
}

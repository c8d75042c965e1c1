package io.fumikura.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {
    private static final String HASH = "ab".repeat(32);

    @TempDir Path folder;

    private List<ApiKey> read(String content) throws IOException {
        return KeyFile.read(Files.writeString(folder.resolve("keys.yaml"), content));
    }

    @Test
    void readsWhatItWrites() throws IOException {
        ApiKey all =
                new ApiKey(
                        HASH,
                        new Caller(
                                "page", "acme", Set.of(Scope.SEARCH, Scope.INGEST), Set.of("人事")),
                        Instant.parse("2027-03-31T00:00:00Z"),
                        60);
        ApiKey least =
                new ApiKey(
                        HASH, new Caller("job-2", "b", Set.of(Scope.INGEST), Set.of()), null, null);

        assertThat(read(KeyFile.written(List.of(all, least)))).containsExactly(all, least);
    }

    @Test
    void readsJsonAndDates() throws IOException {
        ApiKey key =
                read("""
                     {"keys": [{"id": "a", "sha256": "%s", "tenant": "acme", "scopes": ["search"],
                       "groups": ["*"], "expires": "2027-03-31", "requests_per_minute": 5}]}
                     """
                                .formatted(HASH))
                        .get(0);

        assertThat(key.expires()).isEqualTo(Instant.parse("2027-03-31T00:00:00Z"));
        assertThat(key.limit()).isEqualTo(OptionalInt.of(5));
        assertThat(key.caller().readsEveryGroup()).isTrue();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "keys: [{id: a, sha256: HASH, tenant: acme, scopes: [root]}] | key 1: no scope is called 'root'",
                "keys: [{id: a, sha256: HASH, tenant: Acme, scopes: [search]}] | key 1: a tenant has 1 to 64",
                "keys: [{id: a_b, sha256: HASH, tenant: acme, scopes: [search]}] | key 1: an id has 1 to 63",
                "keys: [{id: a, sha256: 12, tenant: acme, scopes: [search]}] | key 1: sha256 has 64",
                "keys: [{id: a, sha256: HASH, scopes: [search]}] | key 1: 'tenant' is missing",
                "keys: [{id: a, sha256: HASH, tenant: acme}] | key 1: 'scopes' is empty",
                "keys: [{id: a, sha256: HASH, tenant: acme, scopes: [search], secret: x}] | there is no field 'secret'",
                "keys: [{id: a, sha256: HASH, tenant: acme, scopes: [search], expires: soon}] | 'expires' is a date",
                "keys: [{id: a, sha256: HASH, tenant: b, scopes: [infer]}, {id: a, sha256: HASH, tenant: b, scopes: [infer]}] | two keys 'a'",
                "keys: none | has to have 'keys', a list",
                "keys: [} | is not YAML, line 1",
            })
    void saysWhatIsWrong(String content, String reason) {
        assertThatThrownBy(() -> read(content.replace("HASH", HASH)))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("keys.yaml");
    }
}

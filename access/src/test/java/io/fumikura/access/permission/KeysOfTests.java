package io.fumikura.access.permission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import io.fumikura.access.key.ApiKey;
import io.fumikura.access.key.KeyFile;
import io.fumikura.access.key.KeyText;
import io.fumikura.access.token.CallerTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A key for each scope, and the settings with which a service knows them. */
public final class KeysOfTests {
    private static final String SERVICE_SECRET = "the secret of the tests, and of them only";

    private KeysOfTests() {}

    /** Always the same: a test and the settings of its service may be made apart. */
    public static KeyText key(String id) {
        return KeyText.of("fk_%s_%s".formatted(id, "t".repeat(43))).orElseThrow();
    }

    /** The text of the key that allows this and nothing else. */
    public static String allowing(Scope scope) {
        return key(idOf(scope)).text();
    }

    private static String idOf(Scope scope) {
        return "only-" + scope.wireName();
    }

    /** {@code access.*}, with files that are there until this process ends. */
    public static Map<String, String> settings() {
        List<ApiKey> keys =
                Arrays.stream(Scope.values()).map(scope -> entry(key(idOf(scope)), scope)).toList();
        return settings(keys);
    }

    public static Map<String, String> settings(List<ApiKey> keys) {
        return Map.of(
                "access.mode", "credentials",
                "access.keys-file", file("keys", KeyFile.written(keys).getBytes(UTF_8)).toString(),
                "access.service-secret-file",
                        file("secret", SERVICE_SECRET.getBytes(UTF_8)).toString());
    }

    /** As another service would have them. */
    public static CallerTokens tokens(String service) {
        return new CallerTokens(SERVICE_SECRET.getBytes(UTF_8), service);
    }

    public static ApiKey entry(KeyText key, Scope... scopes) {
        Caller caller = new Caller(key.id(), "default", Set.of(scopes), Set.of("人事"));
        return new ApiKey(key.sha256(), caller, null, null);
    }

    private static Path file(String name, byte[] content) {
        try {
            Path file = Files.createTempFile(name, "");
            file.toFile().deleteOnExit();
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

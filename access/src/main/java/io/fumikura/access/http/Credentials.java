package io.fumikura.access.http;

import io.fumikura.access.key.ApiKey;
import io.fumikura.access.key.KeyFileException;
import io.fumikura.access.key.KeyRing;
import io.fumikura.access.key.KeyText;
import io.fumikura.access.token.CallerTokens;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may show, as configured. Made when the service starts, which it does not do with
 * nothing that could be shown, or open to other machines.
 */
@Singleton
public class Credentials {
    private static final String WHERE_TO_READ = "docs/operators-guide.md, \"Who may do what\"";

    private final AccessConfig config;
    private final boolean oidc;
    private final @Nullable KeyRing keys;
    private final @Nullable CallerTokens tokens;

    Credentials(
            AccessConfig config,
            OidcSettings oidc,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.application.name") String self) {
        this.config = config;
        this.oidc = oidc.enabled();
        this.keys = config.keysFile().map(Credentials::ring).orElse(null);
        this.tokens = config.serviceSecretFile().map(file -> tokens(file, self)).orElse(null);
        if (isOpen()) {
            checkLoopback(host);
        } else if (keys == null && tokens == null && !this.oidc) {
            throw unusable(
                    "access.mode is 'credentials', and no credential is configured",
                    "access.keys-file (ACCESS_KEYS_FILE)",
                    "make a key with ./dev.sh keys add and name the file, or set"
                            + " quarkus.oidc.auth-server-url and quarkus.oidc.tenant-enabled;"
                            + " for a service that only ours call, access.service-secret-file"
                            + " is enough");
        }
        oidc.check();
    }

    public boolean isOpen() {
        return config.mode() == AccessMode.OPEN;
    }

    boolean oidc() {
        return oidc;
    }

    /** The key of this text, unless it is none, unknown, revoked or expired. */
    public Optional<ApiKey> key(String text) {
        return keys == null ? Optional.empty() : KeyText.of(text).flatMap(keys::find);
    }

    boolean keysAreStale() {
        return keys != null && keys.isStale();
    }

    Optional<CallerTokens> tokens() {
        return Optional.ofNullable(tokens);
    }

    private static KeyRing ring(Path file) {
        try {
            return new KeyRing(file, InstantSource.system());
        } catch (KeyFileException e) {
            throw unusable(
                    e.getMessage() == null ? "the key file cannot be used" : e.getMessage(),
                    file.toAbsolutePath().toString(),
                    "put the file there (./dev.sh keys add makes one) or mend it");
        }
    }

    private static CallerTokens tokens(Path file, String self) {
        String fix =
                "put at least %d random bytes there, the same for all services: head -c 48 /dev/urandom"
                        .formatted(CallerTokens.MIN_SECRET_BYTES);
        try {
            return new CallerTokens(Files.readAllBytes(file), self);
        } catch (IllegalArgumentException e) {
            throw unusable(
                    "the file of access.service-secret-file is too short",
                    file.toAbsolutePath().toString(),
                    fix);
        } catch (IOException e) {
            throw unusable(
                    "the file of access.service-secret-file cannot be read",
                    file.toAbsolutePath().toString(),
                    fix);
        }
    }

    private static void checkLoopback(String host) {
        if (!Origins.isLoopback(host)) {
            throw unusable(
                    "access.mode is 'open', and quarkus.http.host is '%s', which other machines reach"
                            .formatted(host),
                    "quarkus.http.host=127.0.0.1",
                    "listen on 127.0.0.1, or set access.mode=credentials and make a key");
        }
    }

    /** The framework prints the message of this exception, without a stack, and exits with 1. */
    static ConfigurationException unusable(String problem, String expected, String fix) {
        return new ConfigurationException(
                "Access is not configured: %s%n  expected: %s%n  fix: %s%n  more: %s"
                        .formatted(problem, expected, fix, WHERE_TO_READ));
    }
}

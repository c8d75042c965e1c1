package io.fumikura.access.http;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Those of {@code quarkus.oidc} that access depends on. */
@Singleton
class OidcSettings {
    private final boolean enabled;
    private final Optional<String> server;
    private final Optional<List<String>> audience;

    OidcSettings(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true")
                    boolean enabled,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> server,
            @ConfigProperty(name = "quarkus.oidc.token.audience") Optional<List<String>> audience) {
        this.enabled = enabled;
        this.server = server;
        this.audience = audience;
    }

    boolean enabled() {
        return enabled && server.isPresent();
    }

    /** Half of it configured would look as if it were on, or take tokens meant for others. */
    void check() {
        if (server.isPresent() && !enabled) {
            throw Credentials.unusable(
                    "quarkus.oidc.auth-server-url is set, and OIDC is off",
                    "quarkus.oidc.tenant-enabled=true",
                    "set QUARKUS_OIDC_TENANT_ENABLED=true, or unset the address");
        }
        if (enabled() && audience.isEmpty()) {
            throw Credentials.unusable(
                    "OIDC is on, and any audience would do",
                    "quarkus.oidc.token.audience (QUARKUS_OIDC_TOKEN_AUDIENCE)",
                    "name the audience that the identity provider puts into tokens for this service");
        }
    }
}

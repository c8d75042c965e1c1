package io.fumikura.access.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With which settings a service starts, and what it says where it does not. */
class StartTest {
    private static final OidcSettings NO_OIDC =
            new OidcSettings(false, Optional.empty(), Optional.empty());

    @TempDir Path folder;

    private static Credentials start(Map<String, String> settings, String host) {
        return start(settings, host, NO_OIDC);
    }

    private static Credentials start(Map<String, String> settings, String host, OidcSettings oidc) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(AccessConfig.class)
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build();
        return new Credentials(config.getConfigMapping(AccessConfig.class), oidc, host, "test");
    }

    @Test
    void needsSomethingToShow() {
        assertThatThrownBy(() -> start(Map.of(), "0.0.0.0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ACCESS_KEYS_FILE")
                .hasMessageContaining("fix: ")
                .hasMessageContaining("./dev.sh keys add");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "::", "example.org", "localhost.example.org"})
    void isOpenOnNoAddressThatOthersReach(String host) {
        assertThatThrownBy(() -> start(Map.of("access.mode", "open"), host))
                .hasMessageContaining("'" + host + "'")
                .hasMessageContaining("access.mode=credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
    void isOpenOnThisMachineAlone(String host) {
        assertThat(start(Map.of("access.mode", "open"), host).isOpen()).isTrue();
    }

    @Test
    void saysWhichFileItCannotUse() throws IOException {
        Path secret = Files.write(folder.resolve("secret"), new byte[8]);

        assertThatThrownBy(() -> start(Map.of("access.keys-file", "/nowhere/keys"), "::"))
                .hasMessageContaining("expected: /nowhere/keys");
        assertThatThrownBy(
                        () -> start(Map.of("access.service-secret-file", secret.toString()), "::"))
                .hasMessageContaining("too short")
                .hasMessageContaining("head -c 48 /dev/urandom");
    }

    @Test
    void aServiceThatOnlyOthersOfOursAskNeedsTheirSecretAlone() throws IOException {
        Path secret = Files.write(folder.resolve("secret"), new byte[32]);

        assertThat(start(Map.of("access.service-secret-file", secret.toString()), "::").tokens())
                .isPresent();
    }

    @Test
    void doesNotTakeTokensMeantForOthersOrHalfOfAConfiguration() {
        Optional<String> server = Optional.of("https://id.example");
        OidcSettings anyAudience = new OidcSettings(true, server, Optional.empty());
        OidcSettings off = new OidcSettings(false, server, Optional.of(List.of("fumikura")));
        OidcSettings whole = new OidcSettings(true, server, Optional.of(List.of("fumikura")));

        assertThatThrownBy(() -> start(Map.of(), "::", anyAudience))
                .hasMessageContaining("quarkus.oidc.token.audience");
        assertThatThrownBy(() -> start(Map.of("access.mode", "open"), "::1", off))
                .hasMessageContaining("QUARKUS_OIDC_TENANT_ENABLED=true");
        assertThat(start(Map.of(), "::", whole).oidc()).isTrue();
    }
}

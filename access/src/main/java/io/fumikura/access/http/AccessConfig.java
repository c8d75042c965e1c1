package io.fumikura.access.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Who may call, the same settings in all four services. */
@ConfigMapping(prefix = "access")
public interface AccessConfig {
    /** {@code credentials}; or {@code open}, which is for one machine and needs a loopback host. */
    @WithDefault("credentials")
    AccessMode mode();

    /** The tenant of everyone in the open mode, and of records that name none. */
    @WithDefault("default")
    String tenant();

    /** The file with the API keys. It is read again when it changes. */
    Optional<Path> keysFile();

    /** A file of at least 32 random bytes, the same for all services: what they sign with. */
    Optional<Path> serviceSecretFile();

    /** How often one caller may ask in a minute; a key may have a limit of its own. */
    OptionalInt requestsPerMinute();

    /** How many event streams one caller may have open at a time. */
    @WithDefault("32")
    int maxStreams();

    /**
     * How many keys that are not valid may be tried from one address in a minute, where people sign
     * in; 0: any number.
     */
    @WithDefault("30")
    int signInFailuresPerMinute();

    Oidc oidc();

    Audit audit();

    /** Bearer tokens of an identity provider; which one is up to {@code quarkus.oidc.*}. */
    interface Oidc {
        /** The claim that names the person, and that no person can change. */
        @WithDefault("sub")
        String nameClaim();

        /** The claim with the tenant. A token without it is refused. */
        @WithDefault("tenant")
        String tenantClaim();

        /** The claim with the scopes, a list or words with spaces; other words are ignored. */
        @WithDefault("scope")
        String scopesClaim();

        /** The claim with the groups, a list. */
        @WithDefault("groups")
        String groupsClaim();
    }

    interface Audit {
        /** Whether what was searched for stands in the line of a search. */
        @WithDefault("false")
        boolean text();

        /** What is worth a line: a name, and a request such as DELETE /v1/documents/{id}. */
        Map<String, String> acts();
    }
}

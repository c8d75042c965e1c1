package io.fumikura.access.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import io.fumikura.access.key.ApiKey;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Callers in the form in which the framework carries them: a scope is a role. */
@Singleton
class Identities {
    /** Under this name stands the limit of who is counted: an {@link OptionalInt}. */
    static final String LIMIT = "fumikura.limit";

    /** So that nobody is called what an API key is called, whose id has no colon. */
    private static final String PERSON = "oidc:";

    private static final JsonMapper JSON = new JsonMapper();

    private final AccessConfig config;

    Identities(AccessConfig config) {
        this.config = config;
    }

    SecurityIdentity anyone() {
        return counted(Caller.anyone(config.tenant()), OptionalInt.empty());
    }

    SecurityIdentity of(ApiKey key) {
        return counted(key.caller(), key.limit());
    }

    /** Not counted: the service that carries the request has counted it. */
    SecurityIdentity carried(Caller caller) {
        return builder(caller).build();
    }

    private static SecurityIdentity counted(Caller caller, OptionalInt limit) {
        return builder(caller).addAttribute(LIMIT, limit).build();
    }

    private static QuarkusSecurityIdentity.Builder builder(Caller caller) {
        QuarkusSecurityIdentity.Builder identity =
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(caller.name()))
                        .addAttribute(CurrentCaller.ATTRIBUTE, caller);
        caller.scopes().stream().map(Scope::wireName).forEach(identity::addRole);
        return identity;
    }

    /** Of a bearer token that the framework has verified; null where there was none. */
    @Nullable SecurityIdentity ofToken(@Nullable SecurityIdentity verified) {
        if (verified == null) {
            return null;
        }
        AccessTokenCredential token = verified.getCredential(AccessTokenCredential.class);
        if (token == null) {
            throw new AuthenticationFailedException();
        }
        return counted(caller(claims(token.getToken())), OptionalInt.empty());
    }

    private Caller caller(JsonNode claims) {
        AccessConfig.Oidc oidc = config.oidc();
        JsonNode name = claims.path(oidc.nameClaim());
        if (!name.isTextual() || name.asText().isBlank()) {
            throw new AuthenticationFailedException("the token names nobody");
        }
        JsonNode tenant = claims.path(oidc.tenantClaim());
        if (!tenant.isTextual()) {
            throw new AuthenticationFailedException("the token names no tenant");
        }
        Set<String> words = words(claims.path(oidc.scopesClaim()));
        Set<Scope> scopes =
                Arrays.stream(Scope.values())
                        .filter(scope -> words.contains(scope.wireName()))
                        .collect(Collectors.toSet());
        try {
            return new Caller(
                    PERSON + name.asText(),
                    tenant.asText(),
                    scopes,
                    list(claims.path(oidc.groupsClaim())));
        } catch (IllegalArgumentException e) {
            throw new AuthenticationFailedException(e);
        }
    }

    private static JsonNode claims(String token) {
        String[] parts = token.split("\\.");
        try {
            return JSON.readTree(
                    new String(
                            Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : ""),
                            StandardCharsets.UTF_8));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new AuthenticationFailedException(e);
        }
    }

    private static Set<String> words(JsonNode claim) {
        return claim.isTextual()
                ? new HashSet<>(Arrays.asList(claim.asText().split("\\s+")))
                : list(claim);
    }

    /** Groups of an identity provider may be called {@code *}; that must not mean all of them. */
    private static Set<String> list(JsonNode claim) {
        Set<String> texts = new LinkedHashSet<>();
        claim.forEach(value -> texts.add(value.asText()));
        texts.remove(Caller.EVERY_GROUP);
        return texts;
    }
}

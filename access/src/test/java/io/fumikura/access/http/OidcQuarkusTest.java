package io.fumikura.access.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.fumikura.access.Scope;
import io.fumikura.access.permission.KeysOfTests;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** Tokens of an identity provider, with one of our own on a loopback address. */
@QuarkusTest
@TestProfile(OidcQuarkusTest.WithIdentityProvider.class)
class OidcQuarkusTest {
    public static class WithIdentityProvider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(KeysOfTests.settings());
            settings.put("access.oidc.tenant-claim", "organisation");
            return settings;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(StandInIdentityProvider.class));
        }
    }

    @ConfigProperty(name = StandInIdentityProvider.ISSUER)
    String issuer;

    @ConfigProperty(name = StandInIdentityProvider.KEY)
    String key;

    private JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(StandInIdentityProvider.AUDIENCE);
        claims.setSubject("hanako");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringClaim("organisation", "acme");
        claims.setStringClaim("scope", "openid search search ingest");
        claims.setStringListClaim("groups", "人事", "*");
        return claims;
    }

    private ValidatableResponse asked(JwtClaims claims) {
        return asked(StandInIdentityProvider.signed(claims, providersKey()));
    }

    private static ValidatableResponse asked(String token) {
        return given().header("Authorization", "Bearer " + token).get("/v1/whoami").then();
    }

    private RsaJsonWebKey providersKey() {
        try {
            return new RsaJsonWebKey(JsonUtil.parseJson(key));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(ValidatableResponse response) {
        response.statusCode(401).body("code", equalTo("unauthenticated"));
    }

    @Test
    void readsTheCallerFromTheClaims() {
        asked(claims()).statusCode(200).body(is("oidc:hanako of acme, [SEARCH, INGEST], [人事]"));
    }

    @Test
    void takesForTheNameOnlyWhatNobodyCanChange() {
        JwtClaims renamed = claims();
        renamed.setStringClaim("upn", "only-search");
        renamed.setStringClaim("preferred_username", "only-search");
        JwtClaims nameless = claims();
        nameless.unsetClaim("sub");

        asked(renamed).body(is("oidc:hanako of acme, [SEARCH, INGEST], [人事]"));
        refused(asked(nameless));
    }

    @Test
    void keysGoOnBesideTokens() {
        asked(KeysOfTests.allowing(Scope.SEARCH))
                .statusCode(200)
                .body(is("only-search of default, [SEARCH], [人事]"));
        refused(given().get("/v1/whoami").then());
    }

    @Test
    void refusesATokenWithoutATenantOrWithOneThatIsNoName() {
        JwtClaims homeless = claims();
        homeless.unsetClaim("organisation");
        JwtClaims strange = claims();
        strange.setStringClaim("organisation", "../b");

        refused(asked(homeless));
        refused(asked(strange));
    }

    @Test
    void allowsNothingToATokenWithoutScopes() {
        JwtClaims weak = claims();
        weak.unsetClaim("scope");

        asked(weak).statusCode(403).body("code", equalTo("forbidden"));
    }

    @Test
    void refusesTokensThatAreTooOldOrForOthersOrOfOthers() {
        JwtClaims old = claims();
        old.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 60));
        JwtClaims forOthers = claims();
        forOthers.setAudience("payroll");
        JwtClaims ofOthers = claims();
        ofOthers.setIssuer("https://elsewhere.example");

        refused(asked(old));
        refused(asked(forOthers));
        refused(asked(ofOthers));
    }

    @Test
    void refusesTokensThatAreNotSignedByTheProvider() {
        refused(asked(StandInIdentityProvider.signed(claims(), StandInIdentityProvider.key())));
        refused(asked(base64("{\"alg\":\"none\"}") + "." + base64(claims().toJson()) + "."));
        refused(asked("not-a-token"));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}

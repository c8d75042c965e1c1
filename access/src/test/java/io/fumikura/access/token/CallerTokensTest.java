package io.fumikura.access.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import io.fumikura.access.token.InvalidTokenException.Reason;
import java.util.Base64;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class CallerTokensTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final Caller CALLER =
            new Caller("key-1", "acme", Set.of(Scope.SEARCH, Scope.INFER), Set.of("人事", "*"));

    private final CallerTokens query = new CallerTokens(SECRET, "query-service");
    private final CallerTokens ingest = new CallerTokens(SECRET, "ingest-service");

    @Test
    void carriesACallerWhole() {
        assertThat(ingest.verify(query.issue(CALLER, "ingest-service"))).isEqualTo(CALLER);
    }

    @Test
    void isForOneServiceOnly() {
        refused(ingest, query.issue(CALLER, "embedding-service"), Reason.AUDIENCE);
    }

    @Test
    void isNotTakenFromWhoHasAnotherSecret() {
        CallerTokens stranger =
                new CallerTokens(
                        "another secret of enough bytes!!".getBytes(UTF_8), "query-service");

        refused(ingest, stranger.issue(CALLER, "ingest-service"), Reason.SIGNATURE);
    }

    @Test
    void isNotTakenWhenSomethingInItWasChanged() {
        String[] parts = query.issue(CALLER, "ingest-service").split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        String other = claims.replace("\"acme\"", "\"emca\"");
        assertThat(other).isNotEqualTo(claims);

        refused(ingest, parts[0] + "." + base64(other) + "." + parts[2], Reason.SIGNATURE);
    }

    @Test
    void isNotTakenUnsigned() {
        String claims =
                "{\"sub\":\"x\",\"aud\":\"ingest-service\",\"exp\":9999999999,\"tenant\":\"acme\",\"scopes\":[],\"groups\":[]}";

        refused(ingest, base64("{\"alg\":\"none\"}") + "." + base64(claims) + ".", Reason.CONTENT);
    }

    @Test
    void isNotTakenWhenItIsTooOldOrHasNoEndThatIsNear() throws JoseException {
        JwtClaims old = claims();
        old.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 31));
        JwtClaims endless = claims();
        endless.unsetClaim("exp");
        JwtClaims lasting = claims();
        lasting.setExpirationTimeMinutesInTheFuture(10);

        refused(ingest, signed(old), Reason.TIME);
        refused(ingest, signed(endless), Reason.CONTENT);
        refused(ingest, signed(lasting), Reason.CONTENT);
    }

    @Test
    void isNotTakenWithoutATenantOrWithAScopeThatIsNone() throws JoseException {
        JwtClaims homeless = claims();
        homeless.unsetClaim("tenant");
        JwtClaims mighty = claims();
        mighty.setStringListClaim("scopes", "root");

        assertThat(ingest.verify(signed(claims())).tenant()).isEqualTo("acme");
        refused(ingest, signed(homeless), Reason.CONTENT);
        refused(ingest, signed(mighty), Reason.CONTENT);
    }

    @Test
    void wantsASecretThatNobodyGuesses() {
        assertThatThrownBy(() -> new CallerTokens(new byte[31], "x")).hasMessageContaining("32");
    }

    private static void refused(CallerTokens by, String token, Reason why) {
        assertThatThrownBy(() -> by.verify(token))
                .isInstanceOfSatisfying(
                        InvalidTokenException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(why));
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("x");
        claims.setAudience("ingest-service");
        claims.setExpirationTimeMinutesInTheFuture(1);
        claims.setStringClaim("tenant", "acme");
        claims.setStringListClaim("scopes", "search");
        claims.setStringListClaim("groups", "g");
        return claims;
    }

    private static String signed(JwtClaims claims) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(new HmacKey(SECRET));
        signature.setPayload(claims.toJson());
        return signature.getCompactSerialization();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}

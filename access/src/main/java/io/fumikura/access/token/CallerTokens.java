package io.fumikura.access.token;

import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Says for whom a service asks another, in a JWT that only who holds the shared secret can make
 * (HS256). A token is for one service and for a minute: one that leaks opens little. For any
 * thread.
 */
public final class CallerTokens {
    /** The request header that carries a token. */
    public static final String HEADER = "X-Fumikura-Caller";

    public static final int MIN_SECRET_BYTES = 32;

    private static final float LIFE_MINUTES = 1;
    private static final int MAX_LIFE_MINUTES = 2;
    private static final int CLOCK_SKEW_SECONDS = 30;
    private static final String TENANT = "tenant";
    private static final String SCOPES = "scopes";
    private static final String GROUPS = "groups";

    private final HmacKey key;
    private final String self;
    private final JwtConsumer consumer;

    /**
     * @param self the name of this service: it signs as that, and takes what is meant for that
     */
    public CallerTokens(byte[] secret, String self) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "the secret has %d bytes, fewer than %d"
                            .formatted(secret.length, MIN_SECRET_BYTES));
        }
        this.key = new HmacKey(secret.clone());
        this.self = self;
        this.consumer =
                new JwtConsumerBuilder()
                        .setVerificationKey(key)
                        .setJwsAlgorithmConstraints(
                                ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                        .setExpectedAudience(self)
                        .setRequireExpirationTime()
                        .setMaxFutureValidityInMinutes(MAX_LIFE_MINUTES)
                        .setRequireSubject()
                        .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                        .build();
    }

    /** A token with which the service of this name takes a request as one of this caller. */
    public String issue(Caller caller, String audience) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(self);
        claims.setAudience(audience);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(LIFE_MINUTES);
        claims.setSubject(caller.name());
        claims.setStringClaim(TENANT, caller.tenant());
        claims.setStringListClaim(
                SCOPES, caller.scopes().stream().map(Scope::wireName).sorted().toList());
        claims.setStringListClaim(GROUPS, List.copyOf(caller.groups()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws InvalidTokenException when it is not one of ours, not for this service or too old
     */
    public Caller verify(String token) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            return new Caller(
                    claims.getSubject(),
                    tenant(claims),
                    scopes(claims.getStringListClaimValue(SCOPES)),
                    Set.copyOf(claims.getStringListClaimValue(GROUPS)));
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            throw new InvalidTokenException(e);
        }
    }

    private static String tenant(JwtClaims claims) throws MalformedClaimException {
        if (!claims.hasClaim(TENANT)) {
            throw new IllegalArgumentException("the token names no tenant");
        }
        return claims.getStringClaimValue(TENANT);
    }

    private static Set<Scope> scopes(List<String> names) {
        return names.stream().map(Scope::named).collect(Collectors.toSet());
    }
}

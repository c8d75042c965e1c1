package io.fumikura.access.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an API key, {@code fk_<id>_<secret>}: the id is public and names the key in logs, the
 * secret is 32 random bytes in base64url.
 *
 * <p>Kept is only the SHA-256 of the whole text, so that {@code printf %s "$KEY" | sha256sum} makes
 * it. A slow hash with a salt protects what people choose and what can therefore be guessed; nobody
 * guesses 256 random bits, and a slow hash would cost every request.
 */
public record KeyText(String id, String text) {
    public static final String PREFIX = "fk_";

    private static final int SECRET_BYTES = 32;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern TEXT =
            Pattern.compile(PREFIX + "([a-z0-9][a-z0-9-]{0,62})_[A-Za-z0-9_-]{43}");

    /** Empty when this is no key of ours, whatever else it is. */
    public static Optional<KeyText> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new KeyText(matcher.group(1), text))
                : Optional.empty();
    }

    /**
     * @throws IllegalArgumentException when the id is none
     */
    public static KeyText create(String id, SecureRandom random) {
        checkId(id);
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new KeyText(
                id,
                PREFIX + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    static void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "an id has 1 to 63 of a-z, 0-9 and -, the first a letter or a digit");
        }
    }

    public String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the secret: it would end up in logs. */
    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }
}

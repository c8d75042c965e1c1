package io.fumikura.access.key;

import io.fumikura.access.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the key file says of one key.
 *
 * @param sha256 of the key's whole text, in hexadecimal
 * @param caller who comes with it; named as the key's id
 * @param expires from when on it is refused; null: never
 * @param requestsPerMinute in place of the limit for all; null: that one
 */
public record ApiKey(
        String sha256,
        Caller caller,
        @Nullable Instant expires,
        @Nullable Integer requestsPerMinute) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ApiKey {
        KeyText.checkId(caller.name());
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 has 64 hexadecimal digits");
        }
        if (requestsPerMinute != null && requestsPerMinute < 1) {
            throw new IllegalArgumentException("requests_per_minute is at least 1");
        }
    }

    public String id() {
        return caller.name();
    }

    public OptionalInt limit() {
        return requestsPerMinute == null ? OptionalInt.empty() : OptionalInt.of(requestsPerMinute);
    }

    boolean opensWith(KeyText key, Instant now) {
        return matches(key) && (expires == null || now.isBefore(expires));
    }

    /** Takes as long whichever digit differs. */
    private boolean matches(KeyText key) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII),
                key.sha256().getBytes(StandardCharsets.US_ASCII));
    }
}

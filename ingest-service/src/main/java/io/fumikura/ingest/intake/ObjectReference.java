package io.fumikura.ingest.intake;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object in an S3 bucket, {@code s3://bucket/key}. The key is taken as it stands: nothing in it
 * is decoded.
 */
record ObjectReference(String bucket, String key) {
    private static final Pattern S3 =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(.+)", Pattern.DOTALL);

    /** What a server, or something on the way to it, may take for a way out of the bucket. */
    private static final Pattern DOTS = Pattern.compile("(^|.*[/\\\\])\\.\\.?([/\\\\].*|$)");

    private static final int MAX_KEY_BYTES = 1024;

    /**
     * @throws ServiceException with {@code reference_refused}: it is an address of another kind, or
     *     none
     */
    static ObjectReference of(String uri) {
        Matcher parts = S3.matcher(uri);
        if (!parts.matches()) {
            throw new ServiceException(
                    ErrorCode.REFERENCE_REFUSED,
                    "Only s3://bucket/key is followed, and the uri is another kind of address");
        }
        String key = parts.group(2);
        if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES
                || key.chars().anyMatch(Character::isISOControl)
                || DOTS.matcher(key).matches()) {
            throw new ServiceException(
                    ErrorCode.REFERENCE_REFUSED,
                    "The key in the uri has more than 1,024 bytes, a control character, or a part"
                            + " that is . or ..");
        }
        return new ObjectReference(parts.group(1), key);
    }

    String uri() {
        return "s3://" + bucket + "/" + key;
    }
}

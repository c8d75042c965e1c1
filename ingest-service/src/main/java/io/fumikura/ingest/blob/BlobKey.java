package io.fumikura.ingest.blob;

import java.util.regex.Pattern;

/**
 * Names an original: a tenant's content by its sum. The same bytes of two tenants are two
 * originals, so that no reference and no saving of space reaches over the line between them.
 *
 * @param tenant as a folder's name, so it has no other characters than {@link #isTenant} allows
 * @param sha256 of the content, in lower-case hex
 */
public record BlobKey(String tenant, String sha256) {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    public BlobKey {
        if (!isTenant(tenant)) {
            throw new IllegalArgumentException("not the name of a tenant");
        }
        if (!BlobStore.isSha256(sha256)) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
    }

    public static boolean isTenant(String text) {
        return TENANT.matcher(text).matches();
    }

    BlobFolder folder() {
        return new BlobFolder(tenant, sha256.substring(0, BlobFolder.PREFIX));
    }
}

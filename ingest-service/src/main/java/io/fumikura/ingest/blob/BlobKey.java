package io.fumikura.ingest.blob;

import io.fumikura.access.Caller;

/**
 * Names an original: a tenant's content by its sum. The same bytes of two tenants are two
 * originals, so that no reference and no saving of space reaches over the line between them.
 *
 * @param tenant as a folder's name, so it has no other characters than {@link Caller#isTenant}
 *     allows
 * @param sha256 of the content, in lower-case hex
 */
public record BlobKey(String tenant, String sha256) {
    public BlobKey {
        if (!Caller.isTenant(tenant)) {
            throw new IllegalArgumentException("not the name of a tenant");
        }
        if (!BlobStore.isSha256(sha256)) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
    }

    BlobFolder folder() {
        return new BlobFolder(tenant, sha256.substring(0, BlobFolder.PREFIX));
    }
}

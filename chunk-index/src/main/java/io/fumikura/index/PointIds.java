package io.fumikura.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Point ids that follow from what a passage is (UUIDv5, RFC 9562), so that writing the same passage
 * again replaces it.
 */
final class PointIds {

    /** Any fixed UUID serves as name space; this one was drawn once for Fumikura. */
    private static final UUID NAME_SPACE = UUID.fromString("6f2a7c5e-94d1-4b0b-8d57-3f1c0a9be621");

    private PointIds() {}

    static UUID of(IndexedChunk chunk) {
        return of(chunk.tenant(), chunk.documentId(), chunk.generation(), chunk.ordinal());
    }

    static UUID of(FoundChunk chunk) {
        return of(chunk.tenant(), chunk.documentId(), chunk.generation(), chunk.ordinal());
    }

    static UUID of(String tenant, UUID documentId, int generation, int ordinal) {
        // The tenant comes last: it alone may contain the separator.
        return version5(documentId + "/" + generation + "/" + ordinal + "/" + tenant);
    }

    static UUID version5(String name) {
        ByteBuffer hash = ByteBuffer.wrap(sha1(name));
        long high = hash.getLong();
        long low = hash.getLong();
        return new UUID(
                (high & 0xffff_ffff_ffff_0fffL) | 0x5000L,
                (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }

    private static byte[] sha1(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(
                    ByteBuffer.allocate(16)
                            .putLong(NAME_SPACE.getMostSignificantBits())
                            .putLong(NAME_SPACE.getLeastSignificantBits())
                            .array());
            return digest.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}

package io.fumikura.ingest.blob;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes content to a file while counting and hashing it. Closed without {@link #finish()}, it
 * leaves nothing behind.
 */
public final class BlobWriter extends OutputStream {
    private final Path file;
    private final long maxBytes;
    private final FileChannel channel;
    private final MessageDigest digest = sha256();
    private final byte[] head;
    private int headLength;
    private long size;
    private boolean finished;

    BlobWriter(Path file, long maxBytes, int headBytes) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.head = new byte[headBytes];
        this.channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /**
     * Refuses content before its first byte.
     *
     * @param bytes how many there will be
     * @throws ServiceException with {@code document_too_large} beyond the limit
     */
    public void expect(long bytes) {
        if (bytes > maxBytes) {
            throw tooLarge(maxBytes);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /**
     * @throws ServiceException with {@code document_too_large} beyond the limit
     */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (size + length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        int forHead = Math.min(length, head.length - headLength);
        System.arraycopy(bytes, offset, head, headLength, forHead);
        headLength += forHead;
        digest.update(bytes, offset, length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        size += length;
    }

    /** Says what the content is. */
    public StagedBlob finish() throws IOException {
        channel.close();
        finished = true;
        return new StagedBlob(
                file,
                HexFormat.of().formatHex(digest.digest()),
                size,
                new StagedBlob.Head(Arrays.copyOf(head, headLength)),
                true);
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            channel.close();
            Files.deleteIfExists(file);
        }
    }

    static ServiceException tooLarge(long maxBytes) {
        return new ServiceException(
                ErrorCode.DOCUMENT_TOO_LARGE,
                "The document is larger than %,d bytes, the limit".formatted(maxBytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

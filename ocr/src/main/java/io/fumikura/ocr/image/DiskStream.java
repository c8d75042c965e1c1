package io.fumikura.ocr.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Optional;
import javax.imageio.stream.FileImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that the disk failed: decoders throw the same for it as for a picture that is damaged.
 */
final class DiskStream extends FileImageInputStream {
    private @Nullable IOException failure;

    /** Closes the file at the end. */
    DiskStream(RandomAccessFile file) {
        super(file);
    }

    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            return super.read(to, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}

package io.fumikura.models.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The external data of a graph: tensor after tensor, each on a page of its own so that a runtime
 * can map it.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/ExternalData.md">External data</a>
 */
public final class WeightsFile implements AutoCloseable {
    private static final int PAGE_BYTES = 4096;
    private static final int BUFFER_BYTES = 4 << 20;

    private final String location;
    private final FileChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final MessageDigest digest;
    private long position;

    private WeightsFile(String location, FileChannel channel, MessageDigest digest) {
        this.location = location;
        this.channel = channel;
        this.digest = digest;
    }

    /** Creates the file, or replaces it. The graph must lie in the same folder. */
    public static WeightsFile create(Path file) throws IOException {
        return new WeightsFile(
                String.valueOf(file.getFileName()),
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE),
                sha256());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The file's size in bytes, when all tensors are in it. */
    public long size() {
        return position;
    }

    /** SHA-256 (hex) of the file, taken while it was written; asked for once, at the end. */
    public String sum() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Appends a tensor.
     *
     * @param parts its numbers in row-major order, from position to limit of each buffer; a part is
     *     written before the next is asked for
     * @return the initializer that points to it
     * @throws ArithmeticException a number has no place at this precision
     */
    public TensorProto add(
            String name, Precision precision, Iterable<FloatBuffer> parts, long... shape)
            throws IOException {
        pad();
        long offset = position;
        for (FloatBuffer part : parts) {
            for (int i = part.position(); i < part.limit(); i++) {
                if (buffer.remaining() < precision.bytes()) {
                    flush();
                }
                put(name, precision, part.get(i));
            }
        }
        flush();
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(precision.dataType())
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(entry("location", location))
                        .addExternalData(entry("offset", String.valueOf(offset)))
                        .addExternalData(entry("length", String.valueOf(position - offset)));
        long count = 1;
        for (long dimension : shape) {
            tensor.addDims(dimension);
            count *= dimension;
        }
        if (position - offset != count * precision.bytes()) {
            throw new IllegalStateException(name + " was not given whole");
        }
        return tensor.build();
    }

    private void put(String name, Precision precision, float value) {
        try {
            precision.put(buffer, value);
        } catch (ArithmeticException e) {
            throw (ArithmeticException)
                    new ArithmeticException(name + ": " + e.getMessage()).initCause(e);
        }
    }

    private void pad() throws IOException {
        int over = (int) (position % PAGE_BYTES);
        if (over > 0) {
            buffer.put(new byte[PAGE_BYTES - over]);
            flush();
        }
    }

    private void flush() throws IOException {
        digest.update(buffer.flip());
        buffer.rewind();
        while (buffer.hasRemaining()) {
            position += channel.write(buffer);
        }
        buffer.clear();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

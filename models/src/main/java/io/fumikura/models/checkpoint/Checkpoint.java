package io.fumikura.models.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The weights of a folder with {@code model.safetensors}, or with shards and {@code
 * model.safetensors.index.json}. The numbers stay on disk until a tensor is read.
 *
 * @see <a href="https://github.com/huggingface/safetensors">the format: eight bytes with the length
 *     of the header, the header as JSON, then the numbers</a>
 */
public final class Checkpoint implements AutoCloseable {
    private static final long MAX_HEADER_BYTES = 100L << 20;

    private final Path folder;
    private final SortedMap<String, Tensor> tensors = new TreeMap<>();
    private final List<FileChannel> channels = new ArrayList<>();

    private Checkpoint(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads the headers.
     *
     * @throws BadCheckpoint a file is missing or not a safetensors file
     */
    public static Checkpoint open(Path folder) {
        Checkpoint checkpoint = new Checkpoint(folder);
        try {
            for (String file : files(folder)) {
                checkpoint.add(folder.resolve(file));
            }
            return checkpoint;
        } catch (IOException e) {
            checkpoint.close();
            throw new BadCheckpoint(folder, "the weights cannot be read (" + e + ")", e);
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    private static Set<String> files(Path folder) {
        Path index = folder.resolve("model.safetensors.index.json");
        if (!Files.isRegularFile(index)) {
            return Set.of("model.safetensors");
        }
        Set<String> files = new TreeSet<>();
        for (JsonNode file : JsonFile.read(index).get("weight_map")) {
            files.add(file.asText());
        }
        return files;
    }

    private void add(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadCheckpoint(file, "the file is missing");
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        channels.add(channel);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readFully(file, channel, length, 0);
        long headerBytes = length.getLong(0);
        if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, channel.size())) {
            throw new BadCheckpoint(file, "it is not a safetensors file");
        }
        ByteBuffer header = ByteBuffer.allocate((int) headerBytes);
        readFully(file, channel, header, Long.BYTES);
        JsonFile json = JsonFile.parse(file, header.array());
        long numbers = Long.BYTES + headerBytes;
        for (Map.Entry<String, JsonNode> entry : json.root().properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                Tensor tensor = Tensor.of(file, channel, numbers, entry.getKey(), entry.getValue());
                tensors.put(entry.getKey(), tensor);
            }
        }
    }

    private static void readFully(Path file, FileChannel channel, ByteBuffer target, long position)
            throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = channel.read(target, at);
            if (count < 0) {
                throw new BadCheckpoint(file, "it is not a safetensors file: it ends too early");
            }
            at += count;
        }
    }

    public Set<String> names() {
        return tensors.keySet();
    }

    /**
     * @throws BadCheckpoint there is none of this name and shape
     */
    public Tensor tensor(String name, long... shape) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new BadCheckpoint(folder, "the weights have no tensor " + name);
        }
        tensor.requireShape(shape);
        return tensor;
    }

    @Override
    public void close() {
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                System.getLogger(Checkpoint.class.getName())
                        .log(System.Logger.Level.DEBUG, "a weight file was not closed", e);
            }
        }
    }
}

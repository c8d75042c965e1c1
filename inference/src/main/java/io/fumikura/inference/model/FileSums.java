package io.fumikura.inference.model;

import io.fumikura.inference.model.ModelManifest.ModelFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sizes and SHA-256 sums of files. */
final class FileSums {
    private static final int BUFFER_BYTES = 4 << 20;

    private FileSums() {}

    /** Compares one file with the manifest; the cheap questions first. */
    static CheckedFile check(Path folder, ModelFile expected) {
        return new CheckedFile(expected.path(), expected.size(), problem(folder, expected));
    }

    private static @Nullable String problem(Path folder, ModelFile expected) {
        Path file = folder.resolve(expected.path()).normalize();
        if (!file.startsWith(folder) || Path.of(expected.path()).isAbsolute()) {
            return "%s leads out of the model folder".formatted(expected.path());
        }
        for (@Nullable Path part = file;
                part != null && !part.equals(folder);
                part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                return "%s is a symbolic link".formatted(expected.path());
            }
        }
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return "%s is missing".formatted(expected.path());
            }
            long size = Files.size(file);
            if (size != expected.size()) {
                return String.format(
                        Locale.ROOT,
                        "%s has %,d bytes, the manifest says %,d",
                        expected.path(),
                        size,
                        expected.size());
            }
            String sum = sha256(file);
            return sum.equals(expected.sha256())
                    ? null
                    : "%s has SHA-256 %s, the manifest says %s"
                            .formatted(expected.path(), sum, expected.sha256());
        } catch (NoSuchFileException e) {
            return "%s is missing".formatted(expected.path());
        } catch (IOException e) {
            return "%s cannot be read (%s)".formatted(expected.path(), e);
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = newDigest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 over the lines {@code path sha256}, sorted by path: the identity of the model. */
    static String digest(List<ModelFile> files) {
        MessageDigest digest = newDigest();
        files.stream()
                .map(file -> file.path() + " " + file.sha256() + "\n")
                .sorted()
                .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

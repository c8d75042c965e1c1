package io.fumikura.cli.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SHA-256 of each file below a folder, by its path from there: what {@code sha256sum} writes
 * and {@code sha256sum --check} reads.
 */
record Checksums(NavigableMap<String, String> sums) {
    private static final Pattern LINE = Pattern.compile("(?<sum>[0-9a-f]{64})  (?<path>.+)");
    private static final int BUFFER = 1 << 16;

    Checksums {
        sums = Collections.unmodifiableNavigableMap(new TreeMap<>(sums));
    }

    /** Absent where the bytes are no list, or a path in it leads out of the folder. */
    static Optional<Checksums> parse(byte[] bytes) {
        NavigableMap<String, String> sums = new TreeMap<>();
        for (String line : text(bytes).split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()
                    || !staysInside(parts.group("path"))
                    || sums.put(parts.group("path"), parts.group("sum")) != null) {
                return Optional.empty();
            }
        }
        return sums.isEmpty() ? Optional.empty() : Optional.of(new Checksums(sums));
    }

    private static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return "not UTF-8";
        }
    }

    /** True of a path made of names only: none is empty, a dot or two, or has odd characters. */
    static boolean staysInside(String path) {
        for (String name : path.split("/", -1)) {
            if (name.isEmpty()
                    || name.equals(".")
                    || name.equals("..")
                    || name.indexOf('\\') >= 0
                    || name.chars().anyMatch(Character::isISOControl)) {
                return false;
            }
        }
        return true;
    }

    static String of(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        try (InputStream in =
                new DigestInputStream(
                        Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), digest)) {
            byte[] buffer = new byte[BUFFER];
            while (in.read(buffer) >= 0) {
                // the digest sees what is read
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    byte[] bytes() {
        return sums.entrySet().stream()
                .map(sum -> sum.getValue() + "  " + sum.getKey() + "\n")
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }
}

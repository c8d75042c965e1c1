package io.fumikura.cli.release;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A signed folder: {@code SHA256SUMS} lists every other file, {@code SHA256SUMS.sig} is the Ed25519
 * signature of that list. Both can be checked with {@code sha256sum} and {@code openssl} as well.
 */
public record Bundle(Path folder) {
    static final String SUMS = "SHA256SUMS";
    static final String SIGNATURE = "SHA256SUMS.sig";

    /** Longest list that is read before its signature is known to be good. */
    private static final long LONGEST_LIST = 64L << 20;

    private static final int SIGNATURE_BYTES = 64;

    /** What is wrong with a file of a bundle. */
    public enum Fault {
        MISSING,
        EXTRA,
        ALTERED,
        /** A link, or anything else that is no file and no folder. */
        NOT_A_FILE
    }

    /**
     * @param path from the bundle's folder
     */
    public record Finding(Fault fault, String path) {}

    /** Lists what is in the folder and signs the list. */
    public void sign(PrivateKey key) throws IOException {
        Files.deleteIfExists(folder.resolve(SUMS));
        Files.deleteIfExists(folder.resolve(SIGNATURE));
        NavigableMap<String, String> sums = new TreeMap<>();
        for (Path file : below(folder)) {
            String path = path(file);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !Checksums.staysInside(path)) {
                throw new CommandFailure(path + " is no file that a bundle can hold");
            }
            sums.put(path, Checksums.of(file));
        }
        byte[] list = new Checksums(sums).bytes();
        Files.write(folder.resolve(SUMS), list);
        Files.write(folder.resolve(SIGNATURE), signature(key, list));
    }

    /**
     * Every difference between the folder and what was signed.
     *
     * @throws CommandFailure where nothing was signed with the key: then nothing in it can be
     *     trusted, and nothing more is read
     */
    public List<Finding> verify(PublicKey key) throws IOException {
        byte[] list = signedList(key);
        Optional<Checksums> sums = Checksums.parse(list);
        if (sums.isEmpty()) {
            throw new CommandFailure(
                    SUMS + " is signed, but it is no list of files in this folder");
        }
        return differences(sums.get());
    }

    private byte[] signedList(PublicKey key) throws IOException {
        Path list = folder.resolve(SUMS);
        Path signature = folder.resolve(SIGNATURE);
        if (!isFileOfAtMost(list, LONGEST_LIST)) {
            throw new CommandFailure("the bundle is not signed: it has no " + SUMS);
        }
        if (!isFileOfAtMost(signature, SIGNATURE_BYTES)) {
            throw new CommandFailure(
                    "the bundle is not signed: it has no %s of %d bytes"
                            .formatted(SIGNATURE, SIGNATURE_BYTES));
        }
        byte[] bytes = Files.readAllBytes(list);
        if (!isSigned(key, bytes, Files.readAllBytes(signature))) {
            throw new CommandFailure(
                    "the bundle was not signed with this key, or %s was changed since"
                            .formatted(SUMS));
        }
        return bytes;
    }

    private static boolean isFileOfAtMost(Path file, long bytes) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= bytes;
    }

    private List<Finding> differences(Checksums sums) throws IOException {
        List<Finding> findings = new ArrayList<>();
        TreeSet<String> missing = new TreeSet<>(sums.sums().keySet());
        for (Path file : below(folder)) {
            String path = path(file);
            String sum = sums.sums().get(path);
            if (path.equals(SUMS) || path.equals(SIGNATURE)) {
                continue;
            }
            missing.remove(path);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                findings.add(new Finding(Fault.NOT_A_FILE, path));
            } else if (sum == null) {
                findings.add(new Finding(Fault.EXTRA, path));
            } else if (!sum.equals(Checksums.of(file))) {
                findings.add(new Finding(Fault.ALTERED, path));
            }
        }
        missing.forEach(path -> findings.add(new Finding(Fault.MISSING, path)));
        return findings;
    }

    /** Whatever is no folder; links are not followed. */
    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private String path(Path file) {
        return folder.relativize(file).toString();
    }

    private static byte[] signature(PrivateKey key, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(SigningKeys.ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new CommandFailure("the key cannot sign", e);
        }
    }

    private static boolean isSigned(PublicKey key, byte[] bytes, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(SigningKeys.ALGORITHM);
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}

package io.fumikura.cli.release;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 keys in PEM files, the private one as PKCS#8: what {@code openssl genpkey -algorithm
 * ed25519} and {@code openssl pkey -pubout} write, too.
 */
public final class SigningKeys {
    static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int LINE = 64;

    private SigningKeys() {}

    /** Writes a new pair and replaces no file; only its owner can read the private one. */
    public static void write(Path privateFile, Path publicFile) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            create(privateFile, "rw-------", pem(PRIVATE, pair.getPrivate().getEncoded()));
            create(publicFile, "rw-r--r--", pem(PUBLIC, pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new CommandFailure("this Java has no " + ALGORITHM, e);
        }
    }

    private static void create(Path file, String mode, String text) throws IOException {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(file + " is there already; name another file", e);
        }
        Files.writeString(file, text, US_ASCII, StandardOpenOption.WRITE);
    }

    public static PrivateKey readPrivate(Path file) throws IOException {
        byte[] der = der(file, PRIVATE);
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw noKey(file, PRIVATE, e);
        }
    }

    public static PublicKey readPublic(Path file) throws IOException {
        byte[] der = der(file, PUBLIC);
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw noKey(file, PUBLIC, e);
        }
    }

    private static byte[] der(Path file, String kind) throws IOException {
        String text = Files.readString(file, US_ASCII).strip();
        String begin = "-----BEGIN " + kind + "-----";
        String end = "-----END " + kind + "-----";
        if (!text.startsWith(begin) || !text.endsWith(end)) {
            throw noKey(file, kind, null);
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(text.substring(begin.length(), text.length() - end.length()));
        } catch (IllegalArgumentException e) {
            throw noKey(file, kind, e);
        }
    }

    private static CommandFailure noKey(Path file, String kind, @Nullable Exception cause) {
        return new CommandFailure(
                "%s is no %s in PEM with the name '%s'".formatted(file, ALGORITHM, kind), cause);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        kind,
                        Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der),
                        kind);
    }
}

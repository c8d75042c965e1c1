package io.fumikura.cli.stack;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;

/**
 * Who may use the system on this machine: whoever is on it, or with FUMIKURA_ACCESS=credentials who
 * has a key of the file that {@code ./dev.sh keys} keeps.
 */
public final class LocalAccess {
    public static final String VARIABLE = "FUMIKURA_ACCESS";
    private static final String OPEN = "open";
    private static final String CREDENTIALS = "credentials";
    private static final int SECRET_BYTES = 48;

    private final StackSettings settings;

    public LocalAccess(StackSettings settings) {
        this.settings = settings;
    }

    /** Where the keys are: the services' own setting, or the data folder. */
    public Path keysFile() {
        String own = settings.environment().get("ACCESS_KEYS_FILE");
        return own == null || own.isBlank() ? folder().resolve("keys.yaml") : Path.of(own);
    }

    private Path secretFile() {
        return folder().resolve("service-secret");
    }

    private Path folder() {
        return settings.dataDirectory().resolve("access");
    }

    private boolean needsCredentials() {
        String wanted = settings.environment().getOrDefault(VARIABLE, OPEN);
        if (!wanted.equals(OPEN) && !wanted.equals(CREDENTIALS)) {
            throw new CommandFailure(
                    "%s is '%s'; set it to open or credentials".formatted(VARIABLE, wanted));
        }
        return wanted.equals(CREDENTIALS);
    }

    Map<String, String> variables() {
        return needsCredentials()
                ? Map.of(
                        "ACCESS_MODE", CREDENTIALS,
                        "ACCESS_KEYS_FILE", keysFile().toString(),
                        "ACCESS_SERVICE_SECRET_FILE", secretFile().toString())
                : Map.of("ACCESS_MODE", OPEN);
    }

    /** Sees to it that there are a key and what the services sign with. */
    void prepare() throws IOException {
        if (!needsCredentials()) {
            return;
        }
        if (!Files.exists(keysFile())) {
            throw new CommandFailure(
                    "there are no keys in %s; make one: ./dev.sh keys add me --scopes"
                                    .formatted(keysFile())
                            + " search,ingest,operate,system");
        }
        if (!Files.exists(secretFile())) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            writePrivately(secretFile(), secret);
        }
    }

    /** So that nobody else on this machine reads it; in one step, for who reads it meanwhile. */
    public static void writePrivately(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path made =
                Files.createTempFile(
                        folder,
                        "." + file.getFileName(),
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.write(made, content);
        Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}

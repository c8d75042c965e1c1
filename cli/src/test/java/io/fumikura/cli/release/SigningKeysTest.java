package io.fumikura.cli.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
    @TempDir Path folder;

    @Test
    void onlyTheOwnerReadsThePrivateKey() throws IOException {
        SigningKeys.write(folder.resolve("a"), folder.resolve("b"));

        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("a"))))
                .isEqualTo("rw-------");
    }

    @Test
    void noFileIsReplaced() throws IOException {
        Files.writeString(folder.resolve("a"), "mine");

        assertThatThrownBy(() -> SigningKeys.write(folder.resolve("a"), folder.resolve("b")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("is there already");
        assertThat(folder.resolve("a")).hasContent("mine");
    }

    @Test
    void oneKeyIsNotTheOther() throws IOException {
        SigningKeys.write(folder.resolve("a"), folder.resolve("b"));

        assertThatThrownBy(() -> SigningKeys.readPublic(folder.resolve("a")))
                .hasMessageContaining("is no Ed25519 in PEM with the name 'PUBLIC KEY'");
        assertThatThrownBy(() -> SigningKeys.readPrivate(folder.resolve("b")))
                .hasMessageContaining("is no Ed25519 in PEM with the name 'PRIVATE KEY'");
    }

    @Test
    void whatIsInsideMustBeAKey() throws IOException {
        Path file = folder.resolve("a");
        Files.writeString(file, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");

        assertThatThrownBy(() -> SigningKeys.readPublic(file)).isInstanceOf(CommandFailure.class);
    }
}

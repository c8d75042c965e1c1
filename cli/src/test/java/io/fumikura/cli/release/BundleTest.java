package io.fumikura.cli.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.release.Bundle.Fault;
import io.fumikura.cli.release.Bundle.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
    @TempDir Path folder;
    private Path files;
    private Path privateKey;
    private Path publicKey;
    private Bundle bundle;

    @BeforeEach
    void signed() throws IOException {
        files = Files.createDirectories(folder.resolve("bundle"));
        Files.writeString(Files.createDirectories(files.resolve("chart")).resolve("a.yaml"), "a");
        Files.writeString(files.resolve("chart/文庫 b.yaml"), "b");
        Files.writeString(files.resolve("c.tar"), "c");
        privateKey = folder.resolve("private.pem");
        publicKey = folder.resolve("public.pem");
        SigningKeys.write(privateKey, publicKey);
        bundle = new Bundle(files);
        bundle.sign(SigningKeys.readPrivate(privateKey));
    }

    @Test
    void isWholeAsItWasSigned() throws IOException {
        assertThat(bundle.verify(SigningKeys.readPublic(publicKey))).isEmpty();
    }

    @Test
    void namesAFileWithOneOtherByte() throws IOException {
        Files.writeString(files.resolve("chart/a.yaml"), "A");

        assertThat(bundle.verify(SigningKeys.readPublic(publicKey)))
                .containsExactly(new Finding(Fault.ALTERED, "chart/a.yaml"));
    }

    @Test
    void namesAFileThatIsMissing() throws IOException {
        Files.delete(files.resolve("c.tar"));

        assertThat(bundle.verify(SigningKeys.readPublic(publicKey)))
                .containsExactly(new Finding(Fault.MISSING, "c.tar"));
    }

    @Test
    void namesAFileThatWasAdded() throws IOException {
        Files.writeString(files.resolve("chart/z.yaml"), "z");

        assertThat(bundle.verify(SigningKeys.readPublic(publicKey)))
                .containsExactly(new Finding(Fault.EXTRA, "chart/z.yaml"));
    }

    @Test
    void namesARenamedFileByBothItsNames() throws IOException {
        Files.move(files.resolve("c.tar"), files.resolve("d.tar"));

        assertThat(bundle.verify(SigningKeys.readPublic(publicKey)))
                .containsExactlyInAnyOrder(
                        new Finding(Fault.EXTRA, "d.tar"), new Finding(Fault.MISSING, "c.tar"));
    }

    @Test
    void namesALinkThoughWhatItPointsToIsWhatWasSigned() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.writeString(elsewhere, "c");
        Files.delete(files.resolve("c.tar"));
        Files.createSymbolicLink(files.resolve("c.tar"), elsewhere);

        assertThat(bundle.verify(SigningKeys.readPublic(publicKey)))
                .containsExactly(new Finding(Fault.NOT_A_FILE, "c.tar"));
    }

    @Test
    void doesNotFollowALinkedFolder() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(files.resolve("chart"), elsewhere);
        Files.createSymbolicLink(files.resolve("chart"), elsewhere);

        assertThat(bundle.verify(SigningKeys.readPublic(publicKey)))
                .containsExactlyInAnyOrder(
                        new Finding(Fault.NOT_A_FILE, "chart"),
                        new Finding(Fault.MISSING, "chart/a.yaml"),
                        new Finding(Fault.MISSING, "chart/文庫 b.yaml"));
    }

    @Test
    void refusesAListThatWasChangedWithTheFile() throws IOException {
        Files.writeString(files.resolve("c.tar"), "C");
        Path list = files.resolve("SHA256SUMS");
        String changed =
                Files.readString(list)
                        .replaceAll("[0-9a-f]{64}(?=  c)", Checksums.of(files.resolve("c.tar")));
        Files.writeString(list, changed);

        assertRefused("was not signed with this key");
    }

    @Test
    void refusesAnotherKey() throws IOException {
        SigningKeys.write(folder.resolve("other.pem"), folder.resolve("other.pub"));
        publicKey = folder.resolve("other.pub");

        assertRefused("was not signed with this key");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63})
    void refusesATruncatedSignature(int bytes) throws IOException {
        Path signature = files.resolve("SHA256SUMS.sig");
        Files.write(signature, Arrays.copyOf(Files.readAllBytes(signature), bytes));

        assertRefused("was not signed with this key");
    }

    @Test
    void refusesASignatureOfOtherBytesAndALongOne() throws IOException {
        Path signature = files.resolve("SHA256SUMS.sig");
        byte[] bytes = Files.readAllBytes(signature);
        bytes[10] ^= 1;
        Files.write(signature, bytes);
        assertRefused("was not signed with this key");

        Files.write(signature, Arrays.copyOf(bytes, 65));
        assertRefused("not signed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256SUMS", "SHA256SUMS.sig"})
    void refusesAFolderWithoutListOrSignature(String file) throws IOException {
        Files.delete(files.resolve(file));

        assertRefused("the bundle is not signed: it has no " + file);
    }

    @Test
    void refusesAListThatIsALink() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(files.resolve("SHA256SUMS"), elsewhere);
        Files.createSymbolicLink(files.resolve("SHA256SUMS"), elsewhere);

        assertRefused("not signed");
    }

    @Test
    void signsNoFolderWithALinkInIt() throws IOException {
        Files.createSymbolicLink(files.resolve("link"), folder.resolve("private.pem"));

        assertThatThrownBy(() -> bundle.sign(SigningKeys.readPrivate(privateKey)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("link is no file");
    }

    @Test
    void signingAgainListsWhatIsThereNow() throws IOException {
        Files.writeString(files.resolve("new"), "n");

        bundle.sign(SigningKeys.readPrivate(privateKey));

        assertThat(bundle.verify(SigningKeys.readPublic(publicKey))).isEmpty();
        assertThat(Files.readString(files.resolve("SHA256SUMS"))).contains("  new\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../etc/passwd",
                "/etc/passwd",
                "a/../../b",
                "a//b",
                "./a",
                "a/",
                "a\\..\\b",
                "a\u0000b",
                "a\rb"
            })
    void aListWithAPathThatLeadsElsewhereIsNone(String path) {
        String list = "a".repeat(64) + "  " + path + "\n";

        assertThat(Checksums.parse(list.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void aListThatNamesAFileTwiceIsNone() {
        String list = ("a".repeat(64) + "  a\n").repeat(2);

        assertThat(Checksums.parse(list.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void anEmptyListIsNone() {
        assertThat(Checksums.parse(new byte[0])).isEmpty();
        assertThat(Checksums.parse(new byte[] {(byte) 0xff})).isEmpty();
    }

    @Test
    void refusesASignedListThatLeadsOutOfTheFolder() throws Exception {
        byte[] list = ("a".repeat(64) + "  ../private.pem\n").getBytes(UTF_8);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(SigningKeys.readPrivate(privateKey));
        signature.update(list);
        Files.write(files.resolve("SHA256SUMS"), list);
        Files.write(files.resolve("SHA256SUMS.sig"), signature.sign());

        assertRefused("is no list of files in this folder");
    }

    /** Made with openssl pkeyutl -sign -rawin; that the list is no list is said after it. */
    @Test
    void acceptsWhatOpensslSigned() throws IOException {
        publicKey = folder.resolve("openssl.pub");
        Files.writeString(
                publicKey,
                """
                -----BEGIN PUBLIC KEY-----
                MCowBQYDK2VwAyEALqYX9DcBnGpWCrMKkfNiyq8Y333CH0us53dM3Tps4FA=
                -----END PUBLIC KEY-----
                """);
        Files.writeString(files.resolve("SHA256SUMS"), "abc");
        Files.write(
                files.resolve("SHA256SUMS.sig"),
                Base64.getDecoder()
                        .decode(
                                "hpjGVK1DiFxEq9tkwp17REm0UdgAoaAQkhqbdoDu8FLhJvgItRoOopgB3cVLIABnci/M"
                                        + "Vns8tc3oiW780c0MAw=="));

        assertRefused("is signed, but it is no list");
    }

    private void assertRefused(String why) throws IOException {
        PublicKey key = SigningKeys.readPublic(publicKey);
        assertThatThrownBy(() -> bundle.verify(key))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(why);
    }
}

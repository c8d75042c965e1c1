package io.fumikura.cli.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** Where a service calls is configuration; no class and no resource may know another machine. */
class AddressLiteralsTest {
    /** The tag of text in a class file's table of constants: literals, annotations, names. */
    private static final int UTF8 = 1;

    @Test
    void noClassHoldsAnAddressOfAnotherMachine() throws IOException {
        List<Path> classes = Modules.files(true);

        assertThat(classes).hasSizeGreaterThan(200);
        assertThat(classes.stream().flatMap(file -> addresses(file, texts(file)).stream()))
                .isEmpty();
    }

    @Test
    void noResourceHoldsAnAddressOfAnotherMachine() throws IOException {
        List<Path> resources = Modules.files(false);

        assertThat(resources).hasSizeGreaterThan(5);
        assertThat(
                        resources.stream()
                                .flatMap(file -> addresses(file, List.of(text(file))).stream()))
                .isEmpty();
    }

    @Test
    void aLiteralOfAClassIsFound() throws IOException {
        Path itself =
                Path.of(
                                "target/test-classes",
                                AddressesTest.class.getName().replace('.', '/') + ".class")
                        .toAbsolutePath();

        assertThat(addresses(itself, texts(itself)))
                .anyMatch(found -> found.endsWith(" names https://models.fumikura.dev/a.onnx"));
    }

    private static List<String> addresses(Path file, List<String> texts) {
        return texts.stream()
                .flatMap(text -> Addresses.elsewhere(text).stream())
                .map(address -> Modules.name(file) + " names " + address)
                .toList();
    }

    private static List<String> texts(Path classFile) {
        ClassReader reader = new ClassReader(bytes(classFile));
        List<String> texts = new ArrayList<>();
        for (int i = 1; i < reader.getItemCount(); i++) {
            int offset = reader.getItem(i);
            if (offset > 0 && reader.readByte(offset - 1) == UTF8) {
                int length = reader.readUnsignedShort(offset);
                byte[] text = new byte[length];
                for (int at = 0; at < length; at++) {
                    text[at] = (byte) reader.readByte(offset + 2 + at);
                }
                texts.add(new String(text, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    /** Without where a licence can be read, which is a link for people. */
    private static String text(Path resource) {
        String text = new String(bytes(resource), StandardCharsets.ISO_8859_1);
        return resource.toString().endsWith(".json")
                ? text.replaceAll("\"licence\"\\s*:\\s*\\{[^}]*}", "")
                : text;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.fumikura.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ServiceException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormatDetectorTest {

    @Test
    void letsTheEndingRefineAWeakType() {
        assertThat(detect("# x", "text/plain", "a.md")).isEqualTo(Format.MARKDOWN);
        assertThat(detect("# x", "application/octet-stream", "a.md")).isEqualTo(Format.MARKDOWN);
        assertThat(detect("x", null, "a.rst")).isEqualTo(Format.TEXT);
        assertThat(detect("x", "text/x-rst", null)).isEqualTo(Format.TEXT);
        assertThat(detect("x", "application/x-www-form-urlencoded", null)).isEqualTo(Format.TEXT);
    }

    @Test
    void believesTheBytesBeforeTheDeclaration() {
        assertThat(detect("%PDF-1.7", "text/plain", "a.txt")).isEqualTo(Format.PDF);
        assertThat(detect("<!DOCTYPE html><p>", "application/octet-stream", null))
                .isEqualTo(Format.HTML);
    }

    @Test
    void refusesWhatItCannotRead() {
        assertRefused("a,b", "text/csv", "a.csv", "text/csv");
        assertRefused("a,b", null, "a.csv", ".csv");
        assertRefused("PK\u0003\u0004", null, "a.docx", "Office");
        assertRefused("a\0b", "text/plain", "a.txt", "binary");
        assertRefused("no pdf", "application/pdf", "a.pdf", "does not begin");
        assertRefused("{}", "application/json", null, "application/json");
    }

    @Test
    void takesUtf16ForText() {
        byte[] head = "\ufeffabc".getBytes(StandardCharsets.UTF_16LE);

        assertThat(FormatDetector.detect(head, "text/plain", null)).isEqualTo(Format.TEXT);
    }

    private static Format detect(String head, @Nullable String type, @Nullable String name) {
        return FormatDetector.detect(head.getBytes(StandardCharsets.ISO_8859_1), type, name);
    }

    private static void assertRefused(
            String head, @Nullable String type, @Nullable String name, String words) {
        assertThatThrownBy(() -> detect(head, type, name))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining(words);
    }
}

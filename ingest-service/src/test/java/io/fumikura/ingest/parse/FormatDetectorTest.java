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
    void tellsTablesByTypeOrEnding() {
        assertThat(detect("a,b", "text/csv", null)).isEqualTo(Format.CSV);
        assertThat(detect("a,b", "text/plain", "a.csv")).isEqualTo(Format.CSV);
        assertThat(detect("a,b", "application/vnd.ms-excel", "a.csv")).isEqualTo(Format.CSV);
        assertThat(detect("a\tb", null, "a.tsv")).isEqualTo(Format.TSV);
    }

    @Test
    void tellsOfficeFilesByTheFolderOfTheirParts() {
        String entry = "PK\u0003\u0004" + "\0".repeat(22) + "\u0010\0\0\0";

        assertThat(detect(entry + "xl/workbook.xml ", null, "a.docx")).isEqualTo(Format.XLSX);
        assertThat(detect(entry + "ppt/presentation", null, null)).isEqualTo(Format.PPTX);
        assertThat(detect(entry + "[Content_Types].", null, "a.docm")).isEqualTo(Format.DOCX);
        assertThat(detect(entry, Format.XLSX.mediaType(), null)).isEqualTo(Format.XLSX);
        assertRefused(entry + "a.txt", null, "a.zip", "ZIP");
    }

    @Test
    void tellsPictures() {
        assertThat(detect("\u0089PNG\r\n\u001a\n", "text/plain", "a.txt")).isEqualTo(Format.PNG);
        assertThat(detect("\u00ff\u00d8\u00ff\u00e0", null, null)).isEqualTo(Format.JPEG);
        assertThat(detect("MM\0*", "image/tiff", null)).isEqualTo(Format.TIFF);
        assertRefused("GIF89a", "image/gif", "a.gif", "image of another kind");
    }

    @Test
    void knowsWhetherTheSenderSaysAnything() {
        assertThat(FormatDetector.isSaid("text/plain", null)).isTrue();
        assertThat(FormatDetector.isSaid("application/octet-stream", "a.md")).isTrue();
        assertThat(FormatDetector.isSaid("application/octet-stream", "LICENSE")).isFalse();
        assertThat(FormatDetector.isSaid(null, null)).isFalse();
    }

    @Test
    void refusesWhatItCannotRead() {
        assertRefused("[1]", "text/plain", "a.json", ".json");
        assertRefused("a\0b", "text/plain", "a.txt", "binary");
        assertRefused("no pdf", "application/pdf", "a.pdf", "does not begin");
        assertRefused("no zip", null, "a.docx", "does not begin");
        assertRefused("{}", "application/json", null, "application/json");
        assertRefused("\u00d0\u00cf\u0011\u00e0", "application/msword", "a.doc", "save it as");
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

package io.fumikura.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Limits;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextDecoderTest {
    @TempDir Path folder;

    private static final String JAPANESE = "吾輩は猫である。名前はまだ無い。カタカナと漢字とひらがな。\n";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-31j", "EUC-JP", "ISO-2022-JP", "UTF-16"})
    void readsJapaneseInEveryUsualEncoding(String encoding) throws IOException {
        byte[] bytes = JAPANESE.getBytes(Charset.forName(encoding));

        assertThat(decode(bytes)).isEqualTo(JAPANESE);
    }

    @Test
    void readsTheCircledNumbersOfWindows() throws IOException {
        String text = "①手順を確認する。㈱文庫。";

        assertThat(decode(text.getBytes(Charset.forName("windows-31j")))).isEqualTo(text);
    }

    @Test
    void dropsTheByteOrderMark() throws IOException {
        byte[] bytes = ("\ufeff" + JAPANESE).getBytes(StandardCharsets.UTF_8);

        assertThat(decode(bytes)).isEqualTo(JAPANESE);
    }

    @Test
    void refusesBytesThatAreNoTextInAnyEncoding() {
        byte[] bytes = {(byte) 0xff, (byte) 0xfd, 'a', (byte) 0x81};

        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT));
    }

    @Test
    void refusesUtf8CutInTheMiddleOfACharacter() {
        byte[] whole = "日本語の文章です。".repeat(20).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> decode(Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(ServiceException.class);
    }

    private String decode(byte[] bytes) throws IOException {
        Path file = folder.resolve("a.txt");
        Files.write(file, bytes);
        return TextDecoder.decode(file, Limits.plenty());
    }
}

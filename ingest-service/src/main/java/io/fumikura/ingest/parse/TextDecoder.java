package io.fumikura.ingest.parse;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes to characters. A byte order mark decides; then UTF-8, because text in another encoding is
 * almost never valid UTF-8; then ISO-2022-JP by its escape sequences; then Shift_JIS (as CP932) and
 * EUC-JP in the order the statistics of ICU prefer. Each candidate must decode the whole document
 * without one error: a wrong guess is refused rather than indexed as garbage.
 */
public final class TextDecoder {
    private static final Charset CP932 = Charset.forName("windows-31j");
    private static final Charset EUC_JP = Charset.forName("EUC-JP");
    private static final Charset ISO_2022_JP = Charset.forName("ISO-2022-JP");
    private static final int SAMPLE = 64 * 1024;

    private TextDecoder() {}

    /**
     * @throws ServiceException with {@code unreadable_document} when no encoding fits
     */
    public static String decode(Path file, ParseBudget budget) throws IOException {
        // UTF-8 needs at most three bytes for a UTF-16 unit: refuse before reading it all.
        budget.checkCharacters(Files.size(file) / 3);
        String text = decode(Files.readAllBytes(file));
        budget.checkCharacters(text.length());
        return text;
    }

    static String decode(byte[] bytes) {
        for (Charset charset : candidates(bytes)) {
            Optional<String> text = strictly(bytes, charset);
            if (text.isPresent()) {
                return clean(text.get());
            }
        }
        throw new ServiceException(
                ErrorCode.UNREADABLE_DOCUMENT,
                "The text is not valid UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP");
    }

    private static List<Charset> candidates(byte[] bytes) {
        Optional<Charset> marked = byMark(bytes);
        if (marked.isPresent()) {
            return List.of(marked.get());
        }
        if (indexOfEscape(bytes) >= 0) {
            return List.of(ISO_2022_JP, StandardCharsets.UTF_8);
        }
        List<Charset> result = new ArrayList<>(List.of(StandardCharsets.UTF_8));
        result.addAll(byStatistics(bytes));
        return result;
    }

    private static Optional<Charset> byMark(byte[] b) {
        if (b.length >= 3 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (b.length >= 2 && b[0] == (byte) 0xfe && b[1] == (byte) 0xff) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        if (b.length >= 2 && b[0] == (byte) 0xff && b[1] == (byte) 0xfe) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return Optional.empty();
    }

    /** {@code ESC $} or {@code ESC (}: how ISO-2022-JP changes its character set. */
    private static int indexOfEscape(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] < 0) {
                return -1;
            }
            if (bytes[i] == 0x1b && (bytes[i + 1] == '$' || bytes[i + 1] == '(')) {
                return i;
            }
        }
        return -1;
    }

    private static List<Charset> byStatistics(byte[] bytes) {
        Map<Charset, Integer> confidence = new LinkedHashMap<>();
        confidence.put(CP932, 0);
        confidence.put(EUC_JP, 0);
        CharsetDetector detector = new CharsetDetector();
        detector.setText(bytes.length > SAMPLE ? Arrays.copyOf(bytes, SAMPLE) : bytes);
        for (CharsetMatch match : detector.detectAll()) {
            switch (match.getName()) {
                case "Shift_JIS" -> confidence.put(CP932, match.getConfidence());
                case "EUC-JP" -> confidence.put(EUC_JP, match.getConfidence());
                default -> {}
            }
        }
        return confidence.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            CharBuffer text =
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Without byte order mark, and without the zero characters PostgreSQL cannot hold. */
    private static String clean(String text) {
        String result = text.startsWith("\ufeff") ? text.substring(1) : text;
        return result.indexOf('\0') < 0 ? result : result.replace("\0", "");
    }
}

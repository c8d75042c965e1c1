package io.fumikura.ingest.parse.text;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.ParseBudget;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final int BUFFER = 32 * 1024;
    private static final int ESCAPE = 0x1b;
    private static final char MARK = '\ufeff';

    private TextDecoder() {}

    /**
     * The whole text, which may not be longer than what may be in memory at once.
     *
     * @throws ServiceException with {@code unreadable_document} when no encoding fits
     */
    public static String decode(Path file, ParseBudget budget) throws IOException {
        budget.checkHeldCharacters(Files.size(file) / 3);
        StringBuilder text = new StringBuilder();
        try (Reader reader = reader(file, budget)) {
            char[] buffer = new char[BUFFER];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                append(text, buffer, n);
                budget.checkHeldCharacters(text.length());
            }
        }
        return text.toString();
    }

    /** Without the zero characters PostgreSQL cannot hold. */
    private static void append(StringBuilder text, char[] buffer, int length) {
        int before = text.length();
        text.append(buffer, 0, length);
        if (text.indexOf("\0", before) >= 0) {
            text.replace(before, text.length(), text.substring(before).replace("\0", ""));
        }
    }

    /**
     * The text from its first character on, whatever its length. The file was read once to know
     * that the encoding fits all of it.
     *
     * @throws ServiceException with {@code unreadable_document} when no encoding fits
     */
    public static BufferedReader reader(Path file, ParseBudget budget) throws IOException {
        // UTF-8 needs at most three bytes for a UTF-16 unit: refuse before reading it all.
        budget.checkCharacters(Files.size(file) / 3);
        for (Charset charset : candidates(file)) {
            if (fits(file, charset, budget)) {
                return skipMark(
                        new BufferedReader(
                                new InputStreamReader(Files.newInputStream(file), charset)));
            }
        }
        throw new ServiceException(
                ErrorCode.UNREADABLE_DOCUMENT,
                "The text is not valid UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP");
    }

    private static boolean fits(Path file, Charset charset, ParseBudget budget) throws IOException {
        long characters = 0;
        try (Reader reader =
                new InputStreamReader(
                        Files.newInputStream(file),
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            char[] buffer = new char[BUFFER];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                characters += n;
                budget.checkCharacters(characters);
                budget.checkTime();
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static BufferedReader skipMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != MARK) {
            reader.reset();
        }
        return reader;
    }

    private static List<Charset> candidates(Path file) throws IOException {
        byte[] head;
        try (InputStream bytes = Files.newInputStream(file)) {
            head = bytes.readNBytes(SAMPLE);
        }
        Optional<Charset> marked = byMark(head);
        if (marked.isPresent()) {
            return List.of(marked.get());
        }
        if (hasEscape(file)) {
            return List.of(ISO_2022_JP, StandardCharsets.UTF_8);
        }
        List<Charset> result = new ArrayList<>(List.of(StandardCharsets.UTF_8));
        result.addAll(byStatistics(head));
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

    /**
     * {@code ESC $} or {@code ESC (}, how ISO-2022-JP changes its character set, before any byte
     * that is not ASCII.
     */
    private static boolean hasEscape(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            int before = 0;
            for (int b = bytes.read(); b >= 0 && b < 0x80; b = bytes.read()) {
                if (before == ESCAPE && (b == '$' || b == '(')) {
                    return true;
                }
                before = b;
            }
            return false;
        }
    }

    private static List<Charset> byStatistics(byte[] head) {
        Map<Charset, Integer> confidence = new LinkedHashMap<>();
        confidence.put(CP932, 0);
        confidence.put(EUC_JP, 0);
        CharsetDetector detector = new CharsetDetector();
        detector.setText(head);
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
}

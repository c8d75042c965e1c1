package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides the format from the first bytes, the declared media type and the file name's ending. The
 * bytes win where they are unmistakable; then the declared type, refined by the ending (browsers
 * and curl send Markdown and CSV as plain text or as {@code application/octet-stream}); with
 * neither, the text is looked at.
 */
public final class FormatDetector {
    /** How many bytes of the beginning are enough to decide. */
    public static final int HEAD_BYTES = 4096;

    private static final String ACCEPTED =
            "plain text, Markdown, HTML, CSV, TSV, PDF, DOCX, XLSX, PPTX, PNG, JPEG and TIFF";

    /** Endings of formats that look like text but would lose their meaning read as such. */
    private static final Set<String> REFUSED_ENDINGS =
            Set.of("json", "xml", "doc", "xls", "ppt", "zip", "rtf", "eml");

    private FormatDetector() {}

    /**
     * @param head the first {@link #HEAD_BYTES} bytes, or all of a shorter document
     * @throws ServiceException with {@code unsupported_format}, or {@code encrypted_document}
     */
    public static Format detect(
            byte[] head, @Nullable String declaredType, @Nullable String fileName) {
        String type = FormatNames.bare(declaredType);
        String ending = FormatNames.ending(fileName);
        Optional<Format> declared = FormatNames.ofType(type);
        Optional<Format> named = FormatNames.ofEnding(ending);
        return Signatures.of(head, declared.filter(Format::isOffice).or(() -> named))
                .orElseGet(() -> text(head, type, ending));
    }

    /** Whether the declared type or the file name says anything, true or not, of the format. */
    public static boolean isSaid(@Nullable String declaredType, @Nullable String fileName) {
        String ending = FormatNames.ending(fileName);
        return !FormatNames.isUndeclared(FormatNames.bare(declaredType), ending)
                || FormatNames.ofEnding(ending).isPresent();
    }

    private static Format text(byte[] head, String type, String ending) {
        Optional<Format> declared = FormatNames.ofType(type);
        Optional<Format> named = FormatNames.ofEnding(ending);
        Optional<Format> binary =
                declared.filter(Format::isBinary)
                        .or(() -> declared.isEmpty() ? named.filter(Format::isBinary) : declared)
                        .filter(Format::isBinary);
        if (binary.isPresent()) {
            throw unsupported(
                    "The content is declared as %s but does not begin like one"
                            .formatted(binary.get()));
        }
        if (declared.isEmpty() && !FormatNames.isUndeclared(type, ending)) {
            throw unsupported("The type %s is not accepted".formatted(type));
        }
        boolean belied = declared.isPresent() && named.filter(Format::isBinary).isPresent();
        if (REFUSED_ENDINGS.contains(ending) || belied) {
            throw unsupported("Text in a file ending in .%s is not accepted".formatted(ending));
        }
        if (declared.isEmpty() || declared.get() == Format.TEXT) {
            return named.or(() -> declared).orElseGet(() -> sniff(head));
        }
        return declared.get();
    }

    private static Format sniff(byte[] head) {
        String start =
                new String(head, StandardCharsets.ISO_8859_1)
                        .stripLeading()
                        .toLowerCase(Locale.ROOT);
        boolean html = start.startsWith("<!doctype html") || start.contains("<html");
        return html ? Format.HTML : Format.TEXT;
    }

    static ServiceException unsupported(String reason) {
        return new ServiceException(
                ErrorCode.UNSUPPORTED_FORMAT, reason + "; accepted are " + ACCEPTED);
    }
}

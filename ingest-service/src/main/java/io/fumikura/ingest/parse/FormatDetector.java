package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides the format from the first bytes, the declared media type and the file name's ending. The
 * bytes win where they are unmistakable; then the declared type, refined by the ending (browsers
 * and curl send Markdown as plain text or as {@code application/octet-stream}); with neither, the
 * text is looked at.
 */
public final class FormatDetector {
    /** How many bytes of the beginning are enough to decide. */
    public static final int HEAD_BYTES = 4096;

    private static final Map<String, Format> BY_TYPE =
            Map.ofEntries(
                    Map.entry("text/plain", Format.TEXT),
                    Map.entry("text/x-rst", Format.TEXT),
                    Map.entry("text/prs.fallenstein.rst", Format.TEXT),
                    Map.entry("text/markdown", Format.MARKDOWN),
                    Map.entry("text/x-markdown", Format.MARKDOWN),
                    Map.entry("text/html", Format.HTML),
                    Map.entry("application/xhtml+xml", Format.HTML),
                    Map.entry("application/pdf", Format.PDF),
                    Map.entry("application/x-pdf", Format.PDF));
    private static final Map<String, Format> BY_ENDING =
            Map.of(
                    "txt", Format.TEXT,
                    "text", Format.TEXT,
                    "rst", Format.TEXT,
                    "log", Format.TEXT,
                    "md", Format.MARKDOWN,
                    "markdown", Format.MARKDOWN,
                    "html", Format.HTML,
                    "htm", Format.HTML,
                    "xhtml", Format.HTML,
                    "pdf", Format.PDF);

    /** Endings of formats that look like text but would lose their meaning read as such. */
    private static final Set<String> REFUSED_ENDINGS =
            Set.of("csv", "tsv", "json", "xml", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "zip");

    /** Types that say nothing: {@code curl --data-binary} sends the second. */
    private static final Set<String> UNDECLARED =
            Set.of(
                    "",
                    "application/octet-stream",
                    "application/x-www-form-urlencoded",
                    "binary/octet-stream",
                    "*/*");

    private FormatDetector() {}

    /**
     * @param head the first {@link #HEAD_BYTES} bytes, or all of a shorter document
     * @throws ServiceException with {@code unsupported_format}
     */
    public static Format detect(
            byte[] head, @Nullable String declaredType, @Nullable String fileName) {
        String type = bare(declaredType);
        String ending = ending(fileName);
        if (startsAsPdf(head)) {
            return Format.PDF;
        }
        Optional<String> binary = binaryKind(head);
        if (binary.isPresent()) {
            throw unsupported(
                    "The content is %s; accepted are %s".formatted(binary.get(), accepted()));
        }
        Format declared = BY_TYPE.get(type);
        if (declared == Format.PDF || (declared == null && BY_ENDING.get(ending) == Format.PDF)) {
            throw unsupported("The content is declared as PDF but does not begin like one");
        }
        if (declared == Format.TEXT && BY_ENDING.get(ending) == Format.MARKDOWN) {
            return Format.MARKDOWN;
        }
        if (declared != null) {
            return refuseEnding(declared, ending);
        }
        if (!UNDECLARED.contains(type)) {
            throw unsupported(
                    "The type %s is not accepted; accepted are %s".formatted(type, accepted()));
        }
        return refuseEnding(sniff(head, ending), ending);
    }

    private static Format refuseEnding(Format format, String ending) {
        if (REFUSED_ENDINGS.contains(ending)) {
            throw unsupported(
                    "Files ending in .%s are not accepted; accepted are %s"
                            .formatted(ending, accepted()));
        }
        return format;
    }

    private static Format sniff(byte[] head, String ending) {
        Format byEnding = BY_ENDING.get(ending);
        if (byEnding != null) {
            return byEnding;
        }
        String start =
                new String(head, StandardCharsets.ISO_8859_1)
                        .stripLeading()
                        .toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.contains("<html")) {
            return Format.HTML;
        }
        return Format.TEXT;
    }

    /** Readers look for the mark in the first 1,024 bytes, not only at the first. */
    private static boolean startsAsPdf(byte[] head) {
        String start =
                new String(head, 0, Math.min(head.length, 1024), StandardCharsets.ISO_8859_1);
        return start.startsWith("%PDF-") || (start.contains("%PDF-") && isBinary(head));
    }

    private static Optional<String> binaryKind(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, 16), StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK\u0003\u0004")) {
            return Optional.of("a ZIP or Office file");
        }
        if (start.startsWith("\u00d0\u00cf\u0011\u00e0")) {
            return Optional.of("an old Office file");
        }
        if (start.startsWith("\u0089PNG")
                || start.startsWith("\u00ff\u00d8\u00ff")
                || start.startsWith("GIF8")
                || start.startsWith("II*\0")
                || start.startsWith("MM\0*")) {
            return Optional.of("an image");
        }
        return isBinary(head) ? Optional.of("binary") : Optional.empty();
    }

    /** UTF-16 is told by its byte order mark; without one, a zero byte is no text. */
    private static boolean isBinary(byte[] head) {
        if (head.length >= 2) {
            int mark = (head[0] & 0xff) << 8 | (head[1] & 0xff);
            if (mark == 0xfeff || mark == 0xfffe) {
                return false;
            }
        }
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static String bare(@Nullable String type) {
        if (type == null) {
            return "";
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters))
                .trim()
                .toLowerCase(Locale.ROOT);
    }

    private static String ending(@Nullable String fileName) {
        if (fileName == null) {
            return "";
        }
        return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String accepted() {
        return "plain text, Markdown, HTML and PDF";
    }

    private static ServiceException unsupported(String detail) {
        return new ServiceException(ErrorCode.UNSUPPORTED_FORMAT, detail);
    }
}

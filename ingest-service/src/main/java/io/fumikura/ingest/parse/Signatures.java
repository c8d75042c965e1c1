package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Formats that are known by their first bytes. */
final class Signatures {
    private static final String ZIP = "PK\u0003\u0004";
    private static final String OLE2 = "\u00d0\u00cf\u0011\u00e0";

    /** The stream an encrypted Office file keeps its content in, as OLE2 writes names. */
    private static final String ENCRYPTED =
            new String(
                    "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE),
                    StandardCharsets.ISO_8859_1);

    private static final Map<String, Format> IMAGES =
            Map.of(
                    "\u0089PNG\r\n\u001a\n", Format.PNG,
                    "\u00ff\u00d8\u00ff", Format.JPEG,
                    "II*\0", Format.TIFF,
                    "MM\0*", Format.TIFF);

    private static final Map<String, Format> FOLDERS =
            Map.of("word/", Format.DOCX, "xl/", Format.XLSX, "ppt/", Format.PPTX);

    /** Where the name stands in the header of a ZIP entry, and its length. */
    private static final int NAME_LENGTH = 26;

    private static final int NAME = 30;

    private Signatures() {}

    /**
     * @param expected what the document says it is
     * @return empty for text
     * @throws ServiceException it is something that cannot be read
     */
    static Optional<Format> of(byte[] head, Optional<Format> expected) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (startsAsPdf(start, head)) {
            return Optional.of(Format.PDF);
        }
        for (Map.Entry<String, Format> image : IMAGES.entrySet()) {
            if (start.startsWith(image.getKey())) {
                return Optional.of(image.getValue());
            }
        }
        if (start.startsWith(ZIP)) {
            return Optional.of(office(start, expected.filter(Format::isOffice)));
        }
        if (start.startsWith(OLE2)) {
            return Optional.of(encrypted(start, expected.filter(Format::isOffice)));
        }
        if (start.startsWith("PK\u0005\u0006")) {
            throw FormatDetector.unsupported("The content is an empty ZIP file");
        }
        if (start.startsWith("GIF8") || start.startsWith("BM\0")) {
            throw FormatDetector.unsupported("The content is an image of another kind");
        }
        if (isBinary(head)) {
            throw FormatDetector.unsupported("The content is binary");
        }
        return Optional.empty();
    }

    /** Readers look for the mark in the first 1,024 bytes, not only at the first. */
    private static boolean startsAsPdf(String start, byte[] head) {
        int mark = start.indexOf("%PDF-");
        return mark == 0 || (mark > 0 && mark < 1024 && isBinary(head));
    }

    /** The folder in which an entry lies tells the kind; the first few entries are seen here. */
    private static Format office(String start, Optional<Format> expected) {
        for (int at = start.indexOf(ZIP); at >= 0; at = start.indexOf(ZIP, at + 1)) {
            if (at + NAME < start.length()) {
                int length =
                        start.charAt(at + NAME_LENGTH) | start.charAt(at + NAME_LENGTH + 1) << 8;
                int end = Math.min(start.length(), at + NAME + length);
                String name = start.substring(at + NAME, end);
                for (Map.Entry<String, Format> folder : FOLDERS.entrySet()) {
                    if (name.startsWith(folder.getKey())) {
                        return folder.getValue();
                    }
                }
            }
        }
        return expected.orElseThrow(
                () ->
                        FormatDetector.unsupported(
                                "The content is a ZIP file that is not known to be DOCX, XLSX or"
                                        + " PPTX"));
    }

    /** A new Office file that is encrypted looks like an old one; which it is tells the parser. */
    private static Format encrypted(String start, Optional<Format> expected) {
        if (start.contains(ENCRYPTED)) {
            throw new ServiceException(
                    ErrorCode.ENCRYPTED_DOCUMENT,
                    "The Office file can be opened with a password only");
        }
        return expected.orElseThrow(
                () ->
                        FormatDetector.unsupported(
                                "The content is an old Office file (.doc, .xls, .ppt); save it as"
                                        + " .docx, .xlsx or .pptx"));
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
}

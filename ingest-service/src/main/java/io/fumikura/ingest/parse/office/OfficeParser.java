package io.fumikura.ingest.parse.office;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.DocumentParser;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParseBudget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * The three new Office formats; which of them a file is, its main part says. Macros, embedded
 * objects and links are not looked at.
 */
public final class OfficeParser implements DocumentParser {
    private static final byte[] OLE2 = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    @Override
    public PageReader open(Path file, ParseBudget budget) throws IOException {
        refuseOld(file);
        OfficePackage parts = OfficePackage.open(file, budget);
        boolean opened = false;
        try {
            PageReader reader = reader(parts, budget);
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                parts.close();
            }
        }
    }

    private static PageReader reader(OfficePackage parts, ParseBudget budget) throws IOException {
        String main = parts.mainPart();
        String root = root(parts, main);
        return switch (root) {
            case "document" -> new OfficePages(parts, new WordPages(parts, main, budget));
            case "workbook" -> new OfficePages(parts, new SheetPages(parts, main, budget));
            case "presentation" -> new OfficePages(parts, new SlidePages(parts, main, budget));
            default -> throw Damage.of("its main part is no document, workbook or presentation");
        };
    }

    private static String root(OfficePackage parts, String main) throws IOException {
        try (XmlCursor xml = parts.read(main)) {
            while (xml.next()) {
                if (xml.isStart()) {
                    return xml.name();
                }
            }
        }
        return "";
    }

    /** OLE2 holds the formats before 2007, and the new ones when they are encrypted. */
    private static void refuseOld(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            if (!Arrays.equals(bytes.readNBytes(OLE2.length), OLE2)) {
                return;
            }
        }
        if (isEncrypted(file)) {
            throw new ServiceException(
                    ErrorCode.ENCRYPTED_DOCUMENT,
                    "The Office file can be opened with a password only");
        }
        throw new ServiceException(
                ErrorCode.UNSUPPORTED_FORMAT,
                "The content is an old Office file (.doc, .xls, .ppt); save it as .docx, .xlsx or"
                        + " .pptx");
    }

    private static boolean isEncrypted(Path file) {
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true)) {
            return container.getRoot().hasEntryCaseInsensitive("EncryptedPackage");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}

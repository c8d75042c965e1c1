package io.fumikura.ingest.parse.pdf;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.DocumentParser;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.PictureMemory;
import io.fumikura.ingest.parse.ocr.PageOcr;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * The text layer of a PDF with a box for each line, through PDFBox on a scratch file. A file whose
 * end is missing is refused although PDFBox could rescue a part of it: half a document is not the
 * document that was sent.
 */
public final class PdfParser implements DocumentParser {
    /** How far from the end the mark {@code %%EOF} may stand; readers are this lenient. */
    private static final int TAIL_BYTES = 4096;

    /** Titles that programs write by themselves. */
    private static final Pattern NO_TITLE =
            Pattern.compile(
                    "(?i)(untitled|無題|名称未設定|about:blank|microsoft word|document\\d*|.*\\."
                            + "(docx?|xlsx?|pptx?|indd|rtf|html?|tex|pdf|txt|jtd)).*");

    private final @Nullable PageOcr ocr;

    /** Without OCR. */
    public PdfParser() {
        this(null);
    }

    public PdfParser(@Nullable PageOcr ocr) {
        this.ocr = ocr;
    }

    @Override
    public PageReader open(Path file, ParseBudget budget) throws IOException {
        refuseTruncated(file);
        return translated(() -> read(file, budget));
    }

    private PageReader read(Path file, ParseBudget budget) throws IOException {
        PageBound bound = new PageBound(budget);
        PDDocument document = BoundedPdf.open(file.toFile(), bound);
        boolean opened = false;
        try {
            PdfPages pages = new PdfPages(document, budget, bound, pictures(document, budget));
            opened = true;
            return pages;
        } finally {
            if (!opened) {
                document.close();
            }
        }
    }

    private Optional<PagePictures> pictures(PDDocument document, ParseBudget budget) {
        return Optional.ofNullable(ocr)
                .map(engine -> new PagePictures(document, engine, PictureMemory.OF_HEAP, budget));
    }

    /** A step of reading. */
    public interface Step<T> {
        T run() throws IOException;
    }

    /**
     * What PDFBox throws is the document's fault.
     *
     * @throws ServiceException in its place
     */
    public static <T> T translated(Step<T> step) {
        try {
            return step.run();
        } catch (InvalidPasswordException e) {
            throw new ServiceException(
                    ErrorCode.ENCRYPTED_DOCUMENT, "The PDF can be opened with a password only", e);
        } catch (IOException | RuntimeException e) {
            if (e instanceof ServiceException known) {
                throw known;
            }
            throw new ServiceException(
                    ErrorCode.UNREADABLE_DOCUMENT, "The PDF is damaged and cannot be read", e);
        }
    }

    static void refuseTruncated(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL_BYTES, bytes.length())];
            bytes.seek(bytes.length() - tail.length);
            bytes.readFully(tail);
            if (!new String(tail, StandardCharsets.ISO_8859_1).contains("%%EOF")) {
                throw new ServiceException(
                        ErrorCode.UNREADABLE_DOCUMENT,
                        "The PDF is not complete: its end is missing");
            }
        }
    }

    static boolean isSane(String title) {
        return title.length() >= 2
                && title.length() <= 200
                && title.chars().noneMatch(c -> c == 0xfffd || Character.isISOControl(c))
                && !NO_TITLE.matcher(title.toLowerCase(Locale.ROOT)).matches();
    }
}

package io.fumikura.ingest.parse.image;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.DocumentParser;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.ParsedDocument;
import io.fumikura.ingest.parse.PictureMemory;
import io.fumikura.ingest.parse.ocr.PageOcr;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * PNG, JPEG and TIFF. Headers say how many pages there are and how large; what is on the pages only
 * OCR can tell, and where there is none, no pixel is decoded.
 */
public final class ImageParser implements DocumentParser {
    private final @Nullable PageOcr ocr;
    private final PictureMemory memory;

    /** Without OCR. */
    public ImageParser() {
        this(null);
    }

    public ImageParser(@Nullable PageOcr ocr) {
        this(ocr, PictureMemory.OF_HEAP);
    }

    ImageParser(@Nullable PageOcr ocr, PictureMemory memory) {
        this.ocr = ocr;
        this.memory = memory;
    }

    /** The size of a picture, in pixels. */
    record Size(long width, long height) {}

    @Override
    public PageReader open(Path file, ParseBudget budget) throws IOException {
        int pages = pages(file, budget);
        return ocr == null
                ? new ParsedDocument(Optional.empty(), unread(pages)).reader()
                : new RecognisedPages(file, pages, ocr, memory, budget);
    }

    /** How many there are; none of them is larger than allowed. */
    static int pages(Path file, ParseBudget budget) throws IOException {
        List<Size> sizes;
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            sizes = sizes(bytes, budget);
        } catch (EOFException e) {
            throw damaged("it ends before its size is told", e);
        }
        for (Size size : sizes) {
            if (size.width() < 1 || size.height() < 1) {
                throw damaged("it has no pixels", null);
            }
            budget.checkPixels(size.width(), size.height());
        }
        return sizes.size();
    }

    private static List<Page> unread(int pages) {
        return IntStream.rangeClosed(1, pages)
                .mapToObj(number -> new Page(number, null, null, List.of(), true))
                .toList();
    }

    private static List<Size> sizes(RandomAccessFile bytes, ParseBudget budget) throws IOException {
        int start = bytes.readInt();
        return switch (start) {
            case 0x89504e47 -> List.of(png(bytes));
            case 0x49492a00, 0x4d4d002a -> new TiffHeaders(bytes, budget).pages();
            default -> {
                if (start >>> 8 != 0xffd8ff) {
                    throw damaged("it does not begin like PNG, JPEG or TIFF", null);
                }
                yield List.of(jpeg(bytes, budget));
            }
        };
    }

    private static Size png(RandomAccessFile bytes) throws IOException {
        bytes.seek(12);
        if (bytes.readInt() != 0x49484452) {
            throw damaged("its header is missing", null);
        }
        return new Size(bytes.readInt() & 0xffffffffL, bytes.readInt() & 0xffffffffL);
    }

    /** Goes from segment to segment to the one that begins a frame. */
    private static Size jpeg(RandomAccessFile bytes, ParseBudget budget) throws IOException {
        bytes.seek(2);
        while (true) {
            budget.checkTime();
            int marker = bytes.readUnsignedShort();
            if (marker == 0xffff) {
                bytes.seek(bytes.getFilePointer() - 1);
                continue;
            }
            if (marker >>> 8 != 0xff || marker == 0xffda || marker == 0xffd9) {
                throw damaged("it does not say its size", null);
            }
            long segment = bytes.getFilePointer();
            int length = bytes.readUnsignedShort();
            if (isFrame(marker & 0xff)) {
                bytes.readUnsignedByte();
                long height = bytes.readUnsignedShort();
                return new Size(bytes.readUnsignedShort(), height);
            }
            bytes.seek(segment + Math.max(2, length));
        }
    }

    /** C0 to CF, but for tables (C4, CC) and extensions (C8). */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0
                && marker <= 0xcf
                && marker != 0xc4
                && marker != 0xc8
                && marker != 0xcc;
    }

    static ServiceException damaged(String how, @Nullable Throwable cause) {
        return cause == null
                ? new ServiceException(
                        ErrorCode.UNREADABLE_DOCUMENT, "The picture is damaged: " + how)
                : new ServiceException(
                        ErrorCode.UNREADABLE_DOCUMENT, "The picture is damaged: " + how, cause);
    }
}

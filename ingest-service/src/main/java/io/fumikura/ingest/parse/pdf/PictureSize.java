package io.fumikura.ingest.parse.pdf;

import io.fumikura.ocr.image.PageFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/**
 * The size of a picture in a PDF, which decides the memory it takes: as its dictionary says it, and
 * as the picture itself does.
 */
final class PictureSize {
    private PictureSize() {}

    /**
     * @throws IOException there are more pixels than are read of a picture anywhere
     */
    static void check(COSStream picture) throws IOException {
        check(picture.getInt(COSName.WIDTH, COSName.W), picture.getInt(COSName.HEIGHT, COSName.H));
        COSBase parameters = picture.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
        if (parameters instanceof COSDictionary fax) {
            check(fax.getInt(COSName.COLUMNS, 1), fax.getInt(COSName.ROWS, 1));
        }
        if (isPacked(picture, COSName.DCT_DECODE)) {
            checkHeader(picture);
        } else if (isPacked(picture, COSName.JBIG2_DECODE)) {
            checkJbig2(picture, parameters);
        } else if (isPacked(picture, COSName.JPX_DECODE)) {
            throw new UnreadPicture("a JPEG 2000 picture, which is not read");
        }
    }

    private static boolean isPacked(COSStream picture, COSName filter) {
        COSBase named = picture.getFilters();
        return filter.equals(named)
                || (named instanceof COSArray several
                        && several.size() == 1
                        && filter.equals(several.getObject(0)));
    }

    private static void checkJbig2(COSStream picture, @Nullable COSBase parameters)
            throws IOException {
        COSBase first =
                parameters instanceof COSArray several && several.size() > 0
                        ? several.getObject(0)
                        : parameters;
        if (first instanceof COSDictionary own
                && own.getDictionaryObject(COSName.JBIG2_GLOBALS) instanceof COSStream shared) {
            try (InputStream bytes = shared.createInputStream()) {
                Jbig2Size.check(bytes);
            }
        }
        try (InputStream bytes = picture.createRawInputStream()) {
            Jbig2Size.check(bytes);
        }
    }

    private static void checkHeader(COSStream jpeg) throws IOException {
        try (ImageInputStream bytes =
                new MemoryCacheImageInputStream(jpeg.createRawInputStream())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            if (!readers.hasNext()) {
                throw new IOException("a picture that says it is a JPEG is none");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(bytes, true, true);
                check(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        }
    }

    private static void check(long width, long height) throws IOException {
        if (width * height > PageFile.MAX_PIXELS) {
            throw new UnreadPicture(
                    "a picture of %d x %d pixels, which is too large".formatted(width, height));
        }
    }
}

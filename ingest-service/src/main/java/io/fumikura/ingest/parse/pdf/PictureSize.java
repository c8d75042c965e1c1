package io.fumikura.ingest.parse.pdf;

import io.fumikura.ocr.image.PageFile;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

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
        if (COSName.DCT_DECODE.equals(picture.getFilters())) {
            checkHeader(picture);
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
            throw new IOException(
                    "a picture of %d x %d pixels is too large".formatted(width, height));
        }
    }
}

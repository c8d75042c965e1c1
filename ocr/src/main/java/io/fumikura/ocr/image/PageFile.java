package io.fumikura.ocr.image;

import io.fumikura.ocr.image.UnreadableImage.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a PNG, JPEG, TIFF, BMP or GIF. Sizes are read from the header and refused before a
 * pixel is decoded; the picture is turned as its EXIF or TIFF orientation says.
 */
public final class PageFile {
    public static final long MAX_PIXELS = 60_000_000;
    public static final int MAX_SIDE = 12_000;

    private final byte[] bytes;

    public PageFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * 1, but for TIFF.
     *
     * @throws UnreadableImage it is no picture of ours
     */
    public int pages() throws UnreadableImage {
        return withReader(
                reader ->
                        reader.getFormatName().toLowerCase(Locale.ROOT).startsWith("tif")
                                ? reader.getNumImages(true)
                                : 1);
    }

    /**
     * @param page from 0
     * @throws UnreadableImage it is too large, damaged, or no picture of ours
     */
    public PageImage page(int page) throws UnreadableImage {
        return reduced(page, MAX_PIXELS).image();
    }

    /**
     * A picture with rows and columns left out.
     *
     * @param image whose resolution is that of the whole picture
     * @param step each so many rows and columns, one was taken
     */
    public record Reduced(PageImage image, int step) {}

    /**
     * A page to be looked at: pixels are left out as long as enough are left.
     *
     * @param page from 0
     * @param enough pixels
     * @throws UnreadableImage as {@link #page(int)}
     */
    public Reduced reduced(int page, long enough) throws UnreadableImage {
        ImageFacts facts = ImageFacts.of(bytes, page);
        AtomicInteger step = new AtomicInteger(1);
        Raster raster =
                withReader(
                        reader -> {
                            step.set(step(reader, page, enough));
                            return Pixels.of(decode(reader, page, step.get()));
                        });
        Raster upright = Turn.upright(raster, facts.orientation());
        return new Reduced(new PageImage(upright, facts.dpi()), step.get());
    }

    private static int step(ImageReader reader, int page, long enough) throws IOException {
        double pixels = (double) reader.getWidth(page) * reader.getHeight(page);
        return Math.max(1, (int) Math.sqrt(pixels / enough));
    }

    private static BufferedImage decode(ImageReader reader, int page, int step) throws IOException {
        long width = reader.getWidth(page);
        long height = reader.getHeight(page);
        if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
            throw new UnreadableImage(
                    Reason.TOO_LARGE,
                    "the picture has %d x %d pixels, at most %d a side and %d in all are read"
                            .formatted(width, height, MAX_SIDE, MAX_PIXELS),
                    null);
        }
        Truncation truncation = new Truncation();
        reader.addIIOReadWarningListener(truncation);
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        BufferedImage image = reader.read(page, parameters);
        if (truncation.seen()) {
            throw damaged("it ends before its last pixel", null);
        }
        return image;
    }

    private <T> T withReader(ReaderUse<T> use) throws UnreadableImage {
        try (ImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new UnreadableImage(
                        Reason.UNKNOWN_FORMAT, "it is no PNG, JPEG, TIFF, BMP or GIF", null);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, false, false);
                return use.with(reader);
            } finally {
                reader.dispose();
            }
        } catch (UnreadableImage e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The JDK's decoders throw anything on bytes they did not expect.
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private static UnreadableImage damaged(String how, @Nullable Throwable cause) {
        return new UnreadableImage(Reason.DAMAGED, "the picture is damaged: " + how, cause);
    }

    @FunctionalInterface
    private interface ReaderUse<T> {
        T with(ImageReader reader) throws IOException;
    }
}

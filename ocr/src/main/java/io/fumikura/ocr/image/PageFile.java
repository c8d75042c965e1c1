package io.fumikura.ocr.image;

import io.fumikura.ocr.image.UnreadableImage.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A PNG, JPEG, TIFF, BMP or GIF. Sizes are read from the header and refused before a pixel is
 * decoded; the picture is turned as its EXIF or TIFF orientation says. Of a file on the disk no
 * more than the pixels is in memory.
 */
public final class PageFile {
    public static final long MAX_PIXELS = 60_000_000;
    public static final int MAX_SIDE = 12_000;

    /** Of fewer letters could not be read: A4 at 140 dpi. */
    private static final long LEAST_PIXELS = 2_000_000;

    private final Source source;

    public PageFile(byte[] bytes) {
        this(new Bytes(bytes));
    }

    /** The file stays as it is meanwhile. */
    public PageFile(Path file) {
        this(new OnDisk(file));
    }

    PageFile(Source source) {
        this.source = source;
    }

    /**
     * 1, but for TIFF.
     *
     * @throws UnreadableImage it is no picture of ours
     * @throws IOException the disk failed: worth another try
     */
    public int pages() throws IOException {
        return withReader(reader -> isTiff(reader) ? reader.getNumImages(true) : 1);
    }

    /**
     * @param page from 0
     * @throws UnreadableImage it is too large, damaged, or no picture of ours
     * @throws IOException the disk failed: worth another try
     */
    public PageImage page(int page) throws IOException {
        return read(plan(page, MAX_PIXELS, Long.MAX_VALUE)).image();
    }

    /**
     * How a page is read.
     *
     * @param page from 0
     * @param step of each so many rows and columns, one is taken
     * @param bytes of memory it takes at most while it is decoded, and then while it is read
     */
    public record Plan(int page, int step, long bytes) {}

    /**
     * A picture with rows and columns left out.
     *
     * @param image whose resolution is what is left of it
     * @param step each so many rows and columns, one was taken
     */
    public record Reduced(PageImage image, int step) {}

    /**
     * Rows and columns are left out as long as enough pixels are left, and until the rest fits.
     *
     * @param page from 0
     * @param enough pixels
     * @param memory in bytes
     * @throws UnreadableImage as {@link #page(int)}, and where too little would be left
     * @throws IOException as {@link #page(int)}
     */
    public Plan plan(int page, long enough, long memory) throws IOException {
        return withReader(reader -> plan(reader, page, enough, memory));
    }

    private static Plan plan(ImageReader reader, int page, long enough, long memory)
            throws IOException {
        long pixels = checkedPixels(reader, page);
        PictureCost cost = PictureCost.of(reader, page, isTiff(reader));
        int step = Math.max(1, (int) Math.sqrt((double) pixels / enough));
        while (cost.bytes(step) > memory) {
            step++;
            if (pixels / ((long) step * step) < LEAST_PIXELS) {
                throw new UnreadableImage(
                        Reason.TOO_LARGE,
                        "the picture takes %d MB of memory, and there are %d MB for pictures"
                                .formatted(cost.bytes(1) >> 20, memory >> 20),
                        null);
            }
        }
        return new Plan(page, step, cost.bytes(step));
    }

    /**
     * To be read: of the rows and columns that would be left out, some are taken into a mean, or
     * thin strokes would be gone. It is decoded as often as there are steps.
     *
     * @throws UnreadableImage as {@link #page(int)}
     * @throws IOException as {@link #page(int)}
     */
    public Reduced read(Plan plan) throws IOException {
        Raster mean = decoded(plan, 0);
        for (int offset = 1; offset < plan.step(); offset++) {
            mean = RunningMean.with(mean, offset, decoded(plan, offset));
        }
        return upright(plan, mean);
    }

    /**
     * To be looked at: the fastest way.
     *
     * @throws UnreadableImage as {@link #page(int)}
     * @throws IOException as {@link #page(int)}
     */
    public Reduced sampled(Plan plan) throws IOException {
        return upright(plan, decoded(plan, 0));
    }

    private Reduced upright(Plan plan, Raster raster) throws IOException {
        ImageFacts facts = ImageFacts.of(source.view(), plan.page());
        Raster upright = Turn.upright(raster, facts.orientation());
        Double dpi = facts.dpi() == null ? null : Double.valueOf(facts.dpi() / plan.step());
        return new Reduced(new PageImage(upright, dpi), plan.step());
    }

    private Raster decoded(Plan plan, int offset) throws IOException {
        return withReader(reader -> Pixels.taken(decode(reader, plan, offset)));
    }

    private static long checkedPixels(ImageReader reader, int page) throws IOException {
        long width = reader.getWidth(page);
        long height = reader.getHeight(page);
        if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
            throw new UnreadableImage(
                    Reason.TOO_LARGE,
                    "the picture has %d x %d pixels, at most %d a side and %d in all are read"
                            .formatted(width, height, MAX_SIDE, MAX_PIXELS),
                    null);
        }
        return width * height;
    }

    private static BufferedImage decode(ImageReader reader, Plan plan, int offset)
            throws IOException {
        checkedPixels(reader, plan.page());
        Truncation truncation = new Truncation();
        reader.addIIOReadWarningListener(truncation);
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(plan.step(), plan.step(), offset, offset);
        BufferedImage image = reader.read(plan.page(), parameters);
        if (truncation.seen()) {
            throw damaged("it ends before its last pixel", null);
        }
        return image;
    }

    private static boolean isTiff(ImageReader reader) throws IOException {
        return reader.getFormatName().toLowerCase(Locale.ROOT).startsWith("tif");
    }

    private <T> T withReader(ReaderUse<T> use) throws IOException {
        try (ImageInputStream stream = source.stream()) {
            try {
                T result = with(stream, use);
                checkDisk(stream);
                return result;
            } catch (IOException | RuntimeException e) {
                checkDisk(stream);
                if (e instanceof UnreadableImage known) {
                    throw known;
                }
                // The JDK's decoders throw anything on bytes they did not expect.
                throw damaged(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static void checkDisk(ImageInputStream stream) throws IOException {
        if (stream instanceof DiskStream disk && disk.failure().isPresent()) {
            throw disk.failure().get();
        }
    }

    private static <T> T with(ImageInputStream stream, ReaderUse<T> use) throws IOException {
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
    }

    private static UnreadableImage damaged(String how, @Nullable Throwable cause) {
        return new UnreadableImage(Reason.DAMAGED, "the picture is damaged: " + how, cause);
    }

    @FunctionalInterface
    private interface ReaderUse<T> {
        T with(ImageReader reader) throws IOException;
    }

    interface Source {
        ImageInputStream stream() throws IOException;

        ByteBuffer view() throws IOException;
    }

    // Records of this type are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Bytes(byte[] bytes) implements Source {
        @Override
        public ImageInputStream stream() {
            return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
        }

        @Override
        public ByteBuffer view() {
            return ByteBuffer.wrap(bytes);
        }
    }

    private record OnDisk(Path file) implements Source {
        @Override
        public ImageInputStream stream() throws IOException {
            return new DiskStream(new RandomAccessFile(file.toFile(), "r"));
        }

        @Override
        public ByteBuffer view() throws IOException {
            try (FileChannel channel = FileChannel.open(file)) {
                return channel.map(
                        MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE));
            }
        }
    }
}

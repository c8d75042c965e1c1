package io.fumikura.ingest.ocr;

import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Resize;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/** A page as it is sent: a PNG within what the service takes, in grey or smaller if need be. */
final class PagePng {
    /** What our wrapper takes when it is not told otherwise. */
    static final int MOST_BYTES = 20 << 20;

    static final int MOST_PIXELS = 50_000_000;

    private final byte[] bytes;
    private final String sum;

    private PagePng(byte[] bytes) {
        this.bytes = bytes;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            this.sum = HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static PagePng of(Raster raster) {
        return new PagePng(within(raster, MOST_PIXELS, MOST_BYTES));
    }

    /** Not to be written into. */
    byte[] bytes() {
        return bytes;
    }

    /** What it is known by: the same page gives the same. */
    String sum() {
        return sum;
    }

    static byte[] within(Raster raster, int mostPixels, int mostBytes) {
        Raster sent = raster;
        double pixels = (double) raster.width() * raster.height();
        if (pixels > mostPixels) {
            sent = smaller(sent, Math.sqrt(mostPixels / pixels));
        }
        byte[] png = encoded(sent);
        while (png.length > mostBytes && sent.width() * sent.height() > 1) {
            sent =
                    sent.channels() > 1
                            ? sent.grey()
                            : smaller(sent, Math.sqrt(0.8 * mostBytes / png.length));
            png = encoded(sent);
        }
        return png;
    }

    private static Raster smaller(Raster raster, double by) {
        return Resize.to(
                raster,
                Math.max(1, (int) (raster.width() * by)),
                Math.max(1, (int) (raster.height() * by)),
                Kernel.AREA);
    }

    private static byte[] encoded(Raster raster) {
        int channels = raster.channels();
        int[] offsets = channels == 1 ? new int[] {0} : new int[] {0, 1, 2};
        WritableRaster pixels =
                java.awt.image.Raster.createInterleavedRaster(
                        new DataBufferByte(raster.data(), raster.data().length),
                        raster.width(),
                        raster.height(),
                        raster.width() * channels,
                        channels,
                        offsets,
                        null);
        ColorSpace space =
                ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ComponentColorModel colours =
                new ComponentColorModel(
                        space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(new BufferedImage(colours, pixels, false, null), "png", png)) {
                throw new IllegalStateException("no writer of PNG in this Java");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}

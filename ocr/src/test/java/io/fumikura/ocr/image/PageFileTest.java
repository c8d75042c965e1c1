package io.fumikura.ocr.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.ocr.image.UnreadableImage.Reason;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

class PageFileTest {
    @Test
    void readsGreyAsItIsInEveryFormat() throws IOException {
        BufferedImage grey = new BufferedImage(40, 33, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(3, 2, 0, 77);
        grey.getRaster().setSample(4, 2, 0, 200);

        for (String format : List.of("png", "tiff", "bmp")) {
            Raster raster = new PageFile(bytes(grey, format)).page(0).raster();

            assertThat(raster.channels()).as(format).isEqualTo(1);
            assertThat(raster.width()).isEqualTo(40);
            assertThat(raster.at(3, 2, 0)).as(format).isEqualTo(77);
            assertThat(raster.at(4, 2, 0)).as(format).isEqualTo(200);
            assertThat(raster.at(0, 0, 0)).as(format).isZero();
        }
    }

    @Test
    void takesTheUpperEightOfSixteenBits() throws IOException {
        BufferedImage deep = new BufferedImage(33, 32, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(1, 1, 0, 0xabcd);

        assertThat(new PageFile(bytes(deep, "tiff")).page(0).raster().at(1, 1, 0)).isEqualTo(0xab);
        assertThat(new PageFile(bytes(deep, "png")).page(0).raster().at(1, 1, 0)).isEqualTo(0xab);
    }

    @Test
    void readsBlackAndWhiteInBothPolarities() throws IOException {
        BufferedImage bits = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(5, 6, 0xffffff);
        IndexColorModel zeroIsWhite =
                new IndexColorModel(
                        1, 2, new byte[] {-1, 0}, new byte[] {-1, 0}, new byte[] {-1, 0});
        BufferedImage inverse =
                new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_BINARY, zeroIsWhite);
        inverse.setRGB(5, 6, 0xff000000);

        Raster a = new PageFile(bytes(bits, "tiff")).page(0).raster();
        Raster b = new PageFile(bytes(inverse, "tiff")).page(0).raster();

        assertThat(a.at(5, 6, 0)).isEqualTo(255);
        assertThat(a.at(0, 0, 0)).isZero();
        assertThat(b.at(5, 6, 0)).isZero();
        assertThat(b.at(0, 0, 0)).isEqualTo(255);
        assertThat(a.channels()).isEqualTo(1);
    }

    @Test
    void putsWhatIsTransparentOnWhite() throws IOException {
        BufferedImage alpha = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        alpha.setRGB(1, 1, 0xffff0000);
        alpha.setRGB(2, 1, 0x80000000);

        Raster raster = new PageFile(bytes(alpha, "png")).page(0).raster();

        assertThat(raster.channels()).isEqualTo(3);
        assertThat(raster.at(0, 0, 1)).isEqualTo(255);
        assertThat(raster.at(1, 1, 0)).isEqualTo(255);
        assertThat(raster.at(1, 1, 1)).isZero();
        assertThat(raster.at(2, 1, 0)).isBetween(126, 128);
    }

    @Test
    void readsEveryPageOfATiff() throws IOException {
        byte[] tiff =
                pages(
                        List.of(
                                new BufferedImage(40, 50, BufferedImage.TYPE_BYTE_GRAY),
                                new BufferedImage(60, 70, BufferedImage.TYPE_INT_RGB)));
        PageFile file = new PageFile(tiff);

        assertThat(file.pages()).isEqualTo(2);
        assertThat(file.page(0).width()).isEqualTo(40);
        assertThat(file.page(1).height()).isEqualTo(70);
    }

    @Test
    void readsAPhotographInInksOfPrint() throws IOException {
        byte[] cmyk = Base64.getDecoder().decode(CmykJpeg.BASE64);

        PageImage page = new PageFile(cmyk).page(0);

        // Left half white paper, right half solid black ink.
        assertThat(page.raster().luminance(4, 8)).isGreaterThan(230);
        assertThat(page.raster().luminance(28, 8)).isLessThan(60);
    }

    @Test
    void turnsAPhotographAsItsExifSays() throws IOException {
        BufferedImage picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                picture.setRGB(x, y, x < 32 ? 0 : 0xffffff);
            }
        }
        byte[] jpeg = bytes(picture, "jpg");

        PageImage upright = new PageFile(jpeg).page(0);
        PageImage turned = new PageFile(withExif(jpeg, 6, 300)).page(0);

        assertThat(upright.width()).isEqualTo(64);
        assertThat(turned.width()).isEqualTo(48);
        assertThat(turned.height()).isEqualTo(64);
        assertThat(turned.raster().luminance(24, 4)).as("the left is above now").isLessThan(40);
        assertThat(turned.raster().luminance(24, 60)).isGreaterThan(210);
        assertThat(turned.dpi()).isEqualTo(300);
    }

    @Test
    void refusesAPictureThatIsTooLargeBeforeItIsDecoded() throws IOException {
        byte[] png = bytes(new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY), "png");
        byte[] bomb = withSize(png, 50_000, 50_000);
        byte[] large = withSize(png, 11_000, 11_000);

        for (byte[] bytes : List.of(bomb, large)) {
            assertThatThrownBy(() -> new PageFile(bytes).page(0))
                    .isInstanceOfSatisfying(
                            UnreadableImage.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
                    .hasMessageContaining("60000000");
        }
    }

    @Test
    void greyFromAPaletteTakesAByteAPixel() throws IOException {
        BufferedImage bits = new BufferedImage(40, 33, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(3, 2, 0xffffff);

        Raster raster = new PageFile(bytes(bits, "tiff")).page(0).raster();

        assertThat(raster.channels()).isEqualTo(1);
        assertThat(raster.at(3, 2, 0)).isEqualTo(255);
        assertThat(raster.at(4, 2, 0)).isZero();
    }

    @Test
    void keepsTheOrderOfColours() throws IOException {
        BufferedImage blue = new BufferedImage(40, 33, BufferedImage.TYPE_3BYTE_BGR);
        blue.setRGB(3, 2, 0x0a141e);

        for (String format : List.of("png", "tiff", "bmp")) {
            Raster raster = new PageFile(bytes(blue, format)).page(0).raster();

            assertThat(raster.at(3, 2, 0)).as(format).isEqualTo(10);
            assertThat(raster.at(3, 2, 1)).as(format).isEqualTo(20);
            assertThat(raster.at(3, 2, 2)).as(format).isEqualTo(30);
        }
    }

    @Test
    void refusesWhatIsCutShort() throws IOException {
        BufferedImage noise = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40_000; i++) {
            noise.setRGB(i % 200, i / 200, i * 7919);
        }
        for (String format : List.of("png", "jpg", "tiff")) {
            byte[] whole = bytes(noise, format);
            byte[] half = Arrays.copyOf(whole, whole.length / 2);
            assertThatThrownBy(() -> new PageFile(half).page(0))
                    .as(format)
                    .isInstanceOf(UnreadableImage.class);
        }
    }

    @Test
    void refusesWhatIsNoPicture() {
        for (byte[] bytes :
                List.of(
                        new byte[0],
                        "%PDF-1.7".getBytes(StandardCharsets.US_ASCII),
                        new byte[] {1})) {
            assertThatThrownBy(() -> new PageFile(bytes).page(0))
                    .isInstanceOfSatisfying(
                            UnreadableImage.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_FORMAT));
        }
    }

    @Test
    void readsARenderedPageOfAnyKind() {
        BufferedImage rgb = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        rgb.setRGB(1, 1, new Color(10, 20, 30).getRGB());
        WritableRaster bands =
                java.awt.image.Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 2, 3, null);
        bands.setPixel(0, 0, new int[] {1, 1, 1});

        Raster page = PageImage.of(rgb, 200.0).raster();

        assertThat(page.at(1, 1, 0)).isEqualTo(10);
        assertThat(page.at(1, 1, 2)).isEqualTo(30);
        assertThat(page.grey().channels()).isEqualTo(1);
        assertThat(bands.getNumBands()).isEqualTo(3);
    }

    static byte[] bytes(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static byte[] pages(List<BufferedImage> images) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage image : images) {
                writer.writeToSequence(new IIOImage(image, null, null), null);
            }
            writer.endWriteSequence();
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    /** Puts a segment with two tags after the start of a JPEG. */
    static byte[] withExif(byte[] jpeg, int orientation, int dpi) {
        ByteBuffer tags = ByteBuffer.allocate(70).order(ByteOrder.LITTLE_ENDIAN);
        tags.put("II".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tags.putShort((short) 3);
        tags.putShort((short) 0x112).putShort((short) 3).putInt(1).putInt(orientation);
        tags.putShort((short) 0x11a).putShort((short) 5).putInt(1).putInt(50);
        tags.putShort((short) 0x128).putShort((short) 3).putInt(1).putInt(2);
        tags.putInt(0).putInt(dpi).putInt(1);
        int length = 2 + 6 + 58;
        ByteBuffer whole = ByteBuffer.allocate(jpeg.length + 2 + length);
        whole.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) length);
        whole.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tags.array(), 0, 58);
        return whole.put(jpeg, 2, jpeg.length - 2).array();
    }

    private static byte[] withSize(byte[] png, int width, int height) {
        byte[] changed = png.clone();
        ByteBuffer.wrap(changed).putInt(16, width).putInt(20, height);
        CRC32 sum = new CRC32();
        sum.update(changed, 12, 17);
        ByteBuffer.wrap(changed).putInt(29, (int) sum.getValue());
        return changed;
    }
}

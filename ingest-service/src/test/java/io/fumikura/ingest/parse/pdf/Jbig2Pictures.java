package io.fumikura.ingest.parse.pdf;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * JBIG2 pictures made for tests: a page with one generic region, whose dots are coded as those of a
 * fax, so that no encoder is needed.
 */
public final class Jbig2Pictures {
    static final int DICTIONARY = 0;
    static final int GENERIC_REGION = 38;
    static final int PAGE = 48;
    static final int END_OF_PAGE = 49;
    static final int END_OF_STRIPE = 50;

    private static final int HUNDRED_DPI = 3937;
    private static final int CODED_AS_FAX = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private int segments;

    public static PDImageXObject of(PDDocument document, BufferedImage picture) throws IOException {
        BufferedImage dots =
                new BufferedImage(
                        picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
        Graphics2D drawing = dots.createGraphics();
        drawing.drawImage(picture, 0, 0, null);
        drawing.dispose();
        PDImageXObject fax = CCITTFactory.createFromImage(document, dots);
        try (InputStream coded = fax.getCOSObject().createRawInputStream()) {
            return packed(
                    document,
                    dots,
                    new Jbig2Pictures()
                            .page(dots.getWidth(), dots.getHeight())
                            .region(dots.getWidth(), dots.getHeight(), coded.readAllBytes())
                            .segment(END_OF_PAGE)
                            .bytes());
        }
    }

    /** One that begins with a dictionary of letters. */
    public static PDImageXObject withDictionary(PDDocument document, BufferedImage picture)
            throws IOException {
        Jbig2Pictures made =
                new Jbig2Pictures()
                        .segment(DICTIONARY, 0, 0)
                        .page(picture.getWidth(), picture.getHeight());
        return packed(document, picture, made.bytes());
    }

    private static PDImageXObject packed(PDDocument document, BufferedImage of, byte[] bytes)
            throws IOException {
        return new PDImageXObject(
                document,
                new ByteArrayInputStream(bytes),
                COSName.JBIG2_DECODE,
                of.getWidth(),
                of.getHeight(),
                1,
                PDDeviceGray.INSTANCE);
    }

    Jbig2Pictures page(int width, int height) throws IOException {
        header(PAGE, 19);
        for (int number : new int[] {width, height, HUNDRED_DPI, HUNDRED_DPI}) {
            out.writeInt(number);
        }
        out.write(new byte[3]);
        return this;
    }

    Jbig2Pictures region(int width, int height, byte[] coded) throws IOException {
        header(GENERIC_REGION, 18 + coded.length);
        for (int number : new int[] {width, height, 0, 0}) {
            out.writeInt(number);
        }
        out.writeByte(0);
        out.writeByte(CODED_AS_FAX);
        out.write(coded);
        return this;
    }

    /** Of numbers only. */
    Jbig2Pictures segment(int type, int... numbers) throws IOException {
        header(type, 4 * numbers.length);
        for (int number : numbers) {
            out.writeInt(number);
        }
        return this;
    }

    private void header(int type, int length) throws IOException {
        out.writeInt(segments++);
        out.writeByte(type);
        out.writeByte(0);
        out.writeByte(1);
        out.writeInt(length);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}

package io.fumikura.ingest.export;

import io.fumikura.ingest.parse.PageDrawing.Drawn;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Pages of a PDF that are a picture and nothing else. */
final class PicturePage {
    private static final float QUALITY = 0.8f;
    private static final int WHITE = 0xffffff;

    private PicturePage() {}

    /** The page becomes a picture of itself, upright. */
    static void replace(PDDocument document, PDPage page, Drawn picture) throws IOException {
        float width = (float) (picture.image().getWidth() / picture.scale());
        float height = (float) (picture.image().getHeight() / picture.scale());
        PDRectangle box = new PDRectangle(width, height);
        page.setRotation(0);
        page.setMediaBox(box);
        page.setCropBox(box);
        page.getCOSObject().removeItem(COSName.ANNOTS);
        page.getCOSObject().removeItem(COSName.CONTENTS);
        page.getCOSObject().removeItem(COSName.RESOURCES);
        page.setResources(new org.apache.pdfbox.pdmodel.PDResources());
        PDImageXObject image = packed(document, picture.image());
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawImage(image, 0, 0, width, height);
        }
    }

    /** Black and white stay what they are and take little room; all else becomes a JPEG. */
    private static PDImageXObject packed(PDDocument document, BufferedImage image)
            throws IOException {
        BufferedImage lines =
                new BufferedImage(
                        image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int pixel = image.getRGB(x, y) & WHITE;
                if (pixel != 0 && pixel != WHITE) {
                    return JPEGFactory.createFromImage(document, image, QUALITY);
                }
                lines.setRGB(x, y, pixel == 0 ? 0xff000000 : 0xffffffff);
            }
        }
        return CCITTFactory.createFromImage(document, lines);
    }
}

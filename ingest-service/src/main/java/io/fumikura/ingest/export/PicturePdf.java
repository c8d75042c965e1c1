package io.fumikura.ingest.export;

import io.fumikura.ingest.blob.Original;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageDrawing;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.image.ImageDrawing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** The pages of a PNG, JPEG or TIFF as a PDF, each with its text over it. */
final class PicturePdf implements ExportFile {
    /** More than any picture is drawn with: it stays as large as it is. */
    private static final int WIDTH = PageDrawing.MAX_PIXELS;

    private final PageDrawing drawing = new ImageDrawing();
    private final Original original;
    private final Path target;
    private final ParseBudget budget;
    private final PDDocument document;
    private final InvisibleFont font;

    private PicturePdf(Original original, Path target, String title, ParseBudget budget)
            throws IOException {
        this.original = original;
        this.target = target;
        this.budget = budget;
        // What was added lies on the disk until it is written.
        this.document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
        this.document.getDocumentInformation().setTitle(title);
        this.font = new InvisibleFont(document);
    }

    /** The original is closed with this. */
    static PicturePdf of(Original original, Path target, String title, ParseBudget budget)
            throws IOException {
        return new PicturePdf(original, target, title, budget);
    }

    @Override
    public void add(Page page) throws IOException {
        PDPage sheet = new PDPage();
        document.addPage(sheet);
        PicturePage.replace(
                document, sheet, drawing.draw(original.file(), budget, page.number(), WIDTH));
        LetterCodes letters = new LetterCodes();
        String text = TextLayer.of(page, ShownPlace.of(sheet), letters);
        COSArray contents = new COSArray();
        contents.add(sheet.getCOSObject().getDictionaryObject(COSName.CONTENTS));
        contents.add(font.packed(text.getBytes(StandardCharsets.US_ASCII)));
        sheet.getCOSObject().setItem(COSName.CONTENTS, contents);
        COSDictionary fonts = new COSDictionary();
        fonts.setItem(InvisibleFont.NAME, font.of(letters));
        sheet.getResources().getCOSObject().setItem(COSName.FONT, fonts);
    }

    @Override
    public void finish() throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            document.save(out, CompressParameters.NO_COMPRESSION);
        }
    }

    @Override
    public void close() throws IOException {
        try (original) {
            document.close();
        }
    }
}

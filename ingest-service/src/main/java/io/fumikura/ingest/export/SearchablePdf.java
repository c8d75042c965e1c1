package io.fumikura.ingest.export;

import io.fumikura.ingest.blob.Original;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.pdf.OpenPdf;
import io.fumikura.ingest.parse.pdf.PdfParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;

/**
 * The original PDF with a text layer on the pages that were recognised. Their pictures stay as they
 * are; a page that had a text layer nobody can read becomes a picture of itself.
 */
final class SearchablePdf implements ExportFile {
    /** Pixels across of such a picture: A4 at 200 dpi. */
    private static final int PICTURE_WIDTH = 1654;

    private final OpenPdf pdf;
    private final Original original;
    private final Path target;
    private final InvisibleFont font;
    private final COSStream saved;

    private SearchablePdf(OpenPdf pdf, Original original, Path target) throws IOException {
        this.pdf = pdf;
        this.original = original;
        this.target = target;
        this.font = new InvisibleFont(pdf.document());
        this.saved = font.packed("q\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The original is closed with this. */
    static SearchablePdf of(Original original, Path target, ParseBudget budget) throws IOException {
        OpenPdf pdf = OpenPdf.of(original.file(), budget);
        return new SearchablePdf(pdf, original, target);
    }

    @Override
    public void add(Page page) throws IOException {
        if (page.confidence().isPresent()) {
            PdfParser.translated(
                    () -> {
                        write(page);
                        return page;
                    });
        }
    }

    private void write(Page page) throws IOException {
        PDPage sheet = pdf.page(page.number());
        if (pdf.isGarbage(sheet)) {
            PicturePage.replace(pdf.document(), sheet, pdf.draw(page.number(), PICTURE_WIDTH));
        }
        LetterCodes letters = new LetterCodes();
        String text = TextLayer.of(page, ShownPlace.of(sheet), letters);
        COSArray contents = new COSArray();
        contents.add(saved);
        addAll(contents, sheet.getCOSObject().getDictionaryObject(COSName.CONTENTS));
        contents.add(font.packed(("\nQ\n" + text).getBytes(StandardCharsets.US_ASCII)));
        sheet.getCOSObject().setItem(COSName.CONTENTS, contents);
        sheet.setResources(withFont(sheet.getResources(), font.of(letters)));
    }

    private static void addAll(COSArray contents, COSBase before) {
        if (before instanceof COSArray several) {
            several.forEach(contents::add);
        } else if (before instanceof COSStream one) {
            contents.add(one);
        }
    }

    /** A copy, because pages share their resources. */
    private static PDResources withFont(PDResources before, COSDictionary font) {
        COSDictionary resources = new COSDictionary();
        COSDictionary fonts = new COSDictionary();
        if (before != null) {
            resources.addAll(before.getCOSObject());
            COSDictionary known = before.getCOSObject().getCOSDictionary(COSName.FONT);
            if (known != null) {
                fonts.addAll(known);
            }
        }
        fonts.setItem(InvisibleFont.NAME, font);
        resources.setItem(COSName.FONT, fonts);
        return new PDResources(resources);
    }

    @Override
    public void finish() {
        PdfParser.translated(
                () -> {
                    save(pdf.document());
                    return pdf;
                });
    }

    private void save(PDDocument document) throws IOException {
        if (document.isEncrypted()) {
            // It opens without a password, and its pages were changed.
            document.setAllSecurityToBeRemoved(true);
        }
        try (OutputStream out = Files.newOutputStream(target)) {
            document.save(out, CompressParameters.NO_COMPRESSION);
        }
    }

    @Override
    public void close() throws IOException {
        try (original) {
            pdf.close();
        }
    }
}

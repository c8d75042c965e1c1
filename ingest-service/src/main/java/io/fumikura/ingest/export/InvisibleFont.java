package io.fumikura.ingest.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * The font of the text that is not seen, in one document: each page has a character map of its own,
 * so that only the letters of one page are in memory, and shares the rest.
 */
final class InvisibleFont {
    static final COSName NAME = COSName.getPDFName("FumikuraText");
    private static final COSName BASE = COSName.getPDFName("FumikuraBlank");
    private static final int CODES = 1 << 16;
    private static final int SYMBOLIC = 4;

    private final PDDocument document;
    private final COSDictionary descriptor = new COSDictionary();
    private final COSStream glyphs;

    InvisibleFont(PDDocument document) throws IOException {
        this.document = document;
        byte[] font = BlankTrueType.bytes();
        COSStream file = packed(font);
        file.setInt(COSName.LENGTH1, font.length);
        descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
        descriptor.setItem(COSName.FONT_NAME, BASE);
        descriptor.setInt(COSName.FLAGS, SYMBOLIC);
        descriptor.setItem(
                COSName.FONT_BBOX,
                numbers(
                        0,
                        BlankTrueType.DESCENT,
                        BlankTrueType.UNITS_PER_EM,
                        BlankTrueType.ASCENT));
        descriptor.setInt(COSName.ITALIC_ANGLE, 0);
        descriptor.setInt(COSName.ASCENT, BlankTrueType.ASCENT);
        descriptor.setInt(COSName.DESCENT, BlankTrueType.DESCENT);
        descriptor.setInt(COSName.CAP_HEIGHT, BlankTrueType.ASCENT);
        descriptor.setInt(COSName.STEM_V, 80);
        descriptor.setItem(COSName.FONT_FILE2, file);
        glyphs = packed(everyCodeIsTheBlank());
    }

    private static byte[] everyCodeIsTheBlank() {
        byte[] map = new byte[2 * CODES];
        for (int i = 1; i < map.length; i += 2) {
            map[i] = 1;
        }
        return map;
    }

    /** For a page on which these letters are written. */
    COSDictionary of(LetterCodes letters) throws IOException {
        COSDictionary system = new COSDictionary();
        system.setString(COSName.REGISTRY, "Adobe");
        system.setString(COSName.ORDERING, "Identity");
        system.setInt(COSName.SUPPLEMENT, 0);
        COSDictionary descendant = new COSDictionary();
        descendant.setItem(COSName.TYPE, COSName.FONT);
        descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE2);
        descendant.setItem(COSName.BASE_FONT, BASE);
        descendant.setItem(COSName.CIDSYSTEMINFO, system);
        descendant.setItem(COSName.FONT_DESC, descriptor);
        descendant.setInt(COSName.DW, BlankTrueType.UNITS_PER_EM);
        descendant.setItem(COSName.W, letters.widths());
        descendant.setItem(COSName.CID_TO_GID_MAP, glyphs);
        COSArray descendants = new COSArray();
        descendants.add(descendant);
        COSDictionary font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE0);
        font.setItem(COSName.BASE_FONT, BASE);
        font.setItem(COSName.ENCODING, COSName.IDENTITY_H);
        font.setItem(COSName.DESCENDANT_FONTS, descendants);
        font.setItem(COSName.TO_UNICODE, packed(letters.toUnicode()));
        return font;
    }

    COSStream packed(byte[] content) throws IOException {
        return new PDStream(document, new ByteArrayInputStream(content), COSName.FLATE_DECODE)
                .getCOSObject();
    }

    private static COSArray numbers(int... values) {
        COSArray array = new COSArray();
        for (int value : values) {
            array.add(COSInteger.get(value));
        }
        return array;
    }
}

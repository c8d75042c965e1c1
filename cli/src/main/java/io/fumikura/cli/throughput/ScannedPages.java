package io.fumikura.cli.throughput;

import io.fumikura.cli.CommandFailure;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * A PDF of nothing but pictures, as an office's scanner makes it: A4, black on white, 200 dots to
 * the inch, no text layer. All pages say something else, and their letters are this machine's.
 */
final class ScannedPages {
    private static final int WIDTH = 1654;
    private static final int HEIGHT = 2339;
    private static final int MARGIN = 200;
    private static final int LETTER = 31;
    private static final int LINE = 54;

    /** More than a page has room for. */
    private static final int PARAGRAPHS = 8;

    private static final String NOT_AT_THE_BEGINNING = "、。）";

    private final Font font;

    private ScannedPages(Font font) {
        this.font = font.deriveFont(Font.PLAIN, (float) LETTER);
    }

    static void write(int pages, Path to) throws IOException {
        ScannedPages scanner = new ScannedPages(font());
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < pages; i++) {
                scanner.add(document, i);
            }
            document.save(to.toFile());
        }
    }

    private static Font font() {
        String letters = text(0);
        return Stream.concat(
                        Stream.of(new Font(Font.SERIF, Font.PLAIN, LETTER)),
                        Arrays.stream(
                                GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts()))
                .filter(font -> font.canDisplayUpTo(letters) < 0)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "no font of this machine has Japanese letters; install"
                                                + " one, such as Noto CJK or IPA"));
    }

    private static String text(int page) {
        return MadeUpTexts.text(page, PARAGRAPHS).replace("\n\n", "\n");
    }

    private void add(PDDocument document, int number) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        PDImageXObject picture = CCITTFactory.createFromImage(document, picture(number));
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawImage(picture, 0, 0, PDRectangle.A4.getWidth(), PDRectangle.A4.getHeight());
        }
    }

    private BufferedImage picture(int number) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
        Graphics2D drawing = picture.createGraphics();
        try {
            drawing.setColor(Color.WHITE);
            drawing.fillRect(0, 0, WIDTH, HEIGHT);
            drawing.setColor(Color.BLACK);
            drawing.setFont(font);
            int y = MARGIN;
            for (String line : lines(number, drawing.getFontMetrics())) {
                drawing.drawString(line, MARGIN, y += LINE);
            }
        } finally {
            drawing.dispose();
        }
        return picture;
    }

    private static List<String> lines(int number, FontMetrics letters) {
        return text(number)
                .lines()
                .flatMap(paragraph -> broken("　" + paragraph, letters).stream())
                .limit((HEIGHT - 2L * MARGIN) / LINE)
                .toList();
    }

    private static List<String> broken(String paragraph, FontMetrics letters) {
        Stream.Builder<String> lines = Stream.builder();
        int from = 0;
        for (int to = 1; to <= paragraph.length(); to++) {
            boolean full = letters.stringWidth(paragraph.substring(from, to)) > WIDTH - 2 * MARGIN;
            if (full && NOT_AT_THE_BEGINNING.indexOf(paragraph.charAt(to - 1)) < 0) {
                lines.add(paragraph.substring(from, to - 1));
                from = to - 1;
            }
        }
        return lines.add(paragraph.substring(from)).build().toList();
    }
}

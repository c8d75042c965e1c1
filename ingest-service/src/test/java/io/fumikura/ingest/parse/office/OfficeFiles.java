package io.fumikura.ingest.parse.office;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.sl.usermodel.TableCell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFSlideLayout;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTableRow;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.BreakType;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;

/** Office files written by POI's document classes, which the service does not read with. */
public final class OfficeFiles {
    private OfficeFiles() {}

    public static byte[] document() throws IOException {
        try (XWPFDocument document = new XWPFDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            document.getProperties().getCoreProperties().setTitle("就業規則");
            heading(document, "見出し", 1, "第1章 総則");
            document.createParagraph().createRun().setText("この規則は、従業員に適用する。");
            heading(document, "小見出し", 2, "第1条 目的");
            XWPFParagraph broken = document.createParagraph();
            broken.createRun().setText("一行目");
            broken.createRun().addBreak();
            broken.createRun().setText("二行目");
            XWPFTable table = document.createTable(3, 2);
            table.getRow(0).setRepeatHeader(true);
            String[][] cells = {{"区分", "日数"}, {"年次休暇", "20日"}, {"特別休暇", "5日"}};
            for (int row = 0; row < cells.length; row++) {
                for (int column = 0; column < 2; column++) {
                    table.getRow(row).getCell(column).setText(cells[row][column]);
                }
            }
            document.createParagraph().createRun().addBreak(BreakType.PAGE);
            document.createParagraph().createRun().setText("次のページの文です。");
            document.createFootnotes();
            document.createFootnote().createParagraph().createRun().setText("脚注の文です。");
            document.write(out);
            return out.toByteArray();
        }
    }

    private static void heading(XWPFDocument document, String id, int level, String text) {
        CTStyle style = CTStyle.Factory.newInstance();
        style.setStyleId(id);
        style.addNewName().setVal("heading " + level);
        document.createStyles().addStyle(new XWPFStyle(style));
        XWPFParagraph paragraph = document.createParagraph();
        paragraph.setStyle(id);
        paragraph.createRun().setText(text);
    }

    public static byte[] workbook(int rows) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet sheet = workbook.createSheet("売上");
            CellStyle day = style(workbook, "yyyy/mm/dd");
            CellStyle money = style(workbook, "#,##0");
            CellStyle share = style(workbook, "0.0%");
            sheet.createRow(0).createCell(0).setCellValue("2026年度の売上");
            XSSFRow header = sheet.createRow(1);
            String[] names = {"日付", "店舗", "金額", "構成比", "済"};
            for (int i = 0; i < names.length; i++) {
                header.createCell(i).setCellValue(names[i]);
            }
            for (int i = 0; i < rows; i++) {
                XSSFRow row = sheet.createRow(i + 2);
                row.createCell(0).setCellValue(LocalDate.of(2026, 1, 1).plusDays(i));
                row.getCell(0).setCellStyle(day);
                row.createCell(1).setCellValue("店舗" + i);
                row.createCell(2).setCellValue(1_234_567 + i);
                row.getCell(2).setCellStyle(money);
                row.createCell(3).setCellValue(0.125);
                row.getCell(3).setCellStyle(share);
                row.createCell(4).setCellValue(true);
            }
            workbook.createSheet("空の表");
            workbook.createSheet("覚え書き").createRow(5).createCell(3).setCellValue("離れた所の文");
            workbook.write(out);
            return out.toByteArray();
        }
    }

    private static CellStyle style(XSSFWorkbook workbook, String format) {
        CellStyle style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        return style;
    }

    public static byte[] slides() throws IOException {
        try (XMLSlideShow show = new XMLSlideShow();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSLFSlideLayout layout =
                    show.getSlideMasters().get(0).getLayout(SlideLayout.TITLE_AND_CONTENT);
            XSLFSlide first = show.createSlide(layout);
            first.getPlaceholder(0).setText("四半期の報告");
            XSLFTextShape points = first.getPlaceholder(1);
            points.setText("売上は増えた");
            points.addNewTextParagraph().addNewTextRun().setText("費用は減った");
            for (XSLFTextShape place : show.getNotesSlide(first).getPlaceholders()) {
                if (place.getTextType() == Placeholder.BODY) {
                    place.setText("ここで間を置く。");
                }
            }
            XSLFSlide second = show.createSlide();
            XSLFTable table = second.createTable();
            row(table, "地域", "人数");
            row(table, "東", "12");
            show.createSlide();
            show.setSlideOrder(second, 2);
            show.write(out);
            return out.toByteArray();
        }
    }

    private static void row(XSLFTable table, String... cells) {
        XSLFTableRow row = table.addRow();
        for (String cell : cells) {
            TableCell<?, ?> added = row.addCell();
            added.setText(cell);
        }
    }
}

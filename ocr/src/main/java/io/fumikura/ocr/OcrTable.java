package io.fumikura.ocr;

import io.fumikura.ocr.geometry.Box;
import java.util.ArrayList;
import java.util.List;

/** The grid of a table. */
public record OcrTable(int rows, int columns, List<Cell> cells) {
    /**
     * @param row from 0
     * @param text its lines by line feeds
     * @param lineIds of the lines in it, in reading order
     */
    public record Cell(
            int row,
            int column,
            int rowSpan,
            int columnSpan,
            boolean header,
            Box box,
            String text,
            List<String> lineIds) {
        public Cell {
            lineIds = List.copyOf(lineIds);
        }
    }

    public OcrTable {
        cells = List.copyOf(cells);
    }

    /** Rows by line feeds, cells by tabs; a cell that spans several stands at its first place. */
    public String text() {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<String> texts = new ArrayList<>();
            for (Cell cell : cells) {
                if (cell.row() == row) {
                    texts.add(cell.text().replace("\n", ""));
                }
            }
            if (!texts.isEmpty()) {
                lines.add(String.join("\t", texts));
            }
        }
        return String.join("\n", lines);
    }
}

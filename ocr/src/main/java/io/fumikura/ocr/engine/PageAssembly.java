package io.fumikura.ocr.engine;

import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.detect.Region;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.layout.BlockDraft;
import io.fumikura.ocr.layout.Member;
import io.fumikura.ocr.layout.PageLayout;
import io.fumikura.ocr.layout.ReadingOrder;
import io.fumikura.ocr.layout.Ruby;
import io.fumikura.ocr.layout.Skew;
import io.fumikura.ocr.layout.TextLine;
import io.fumikura.ocr.table.CellLines;
import io.fumikura.ocr.table.TableGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From lines that have been read and grids that have been found to blocks in reading order. */
final class PageAssembly {
    private final double height;
    private final double thickness;
    private final Skew skew;

    PageAssembly(double height, double thickness, Skew skew) {
        this.height = height;
        this.thickness = thickness;
        this.skew = skew;
    }

    List<OcrBlock> blocks(List<ReadLine> read, List<TableGrid> grids, List<Region> regions) {
        PageLines lines = new PageLines(read, regions, skew);
        Ruby ruby = Ruby.find(lines.text(), thickness);
        List<TableGrid> tables = new ArrayList<>();
        List<List<List<TextLine>>> cells = new ArrayList<>();
        List<TextLine> outside = new ArrayList<>(ruby.lines());
        for (TableGrid grid : grids) {
            Box box = grid.box();
            List<TextLine> inside =
                    outside.stream().filter(line -> box.contains(line.box().centre())).toList();
            if (inside.isEmpty()) {
                continue;
            }
            outside.removeAll(inside);
            tables.add(grid);
            cells.add(cells(grid, inside));
        }
        BlockWriter writer = new BlockWriter(lines, ruby, skew);
        PageLayout layout =
                new PageLayout(
                        height,
                        thickness,
                        tables.stream().map(TableGrid::box).toList(),
                        regions.stream().map(Region::type).toList());
        for (BlockDraft draft : layout.arrange(outside)) {
            if (draft.type() == OcrBlockType.TABLE && draft.table() != null) {
                writer.table(tables.get(draft.table()), cells.get(draft.table()));
            } else {
                writer.text(draft);
            }
        }
        return writer.blocks();
    }

    private static List<List<TextLine>> cells(TableGrid grid, List<TextLine> inside) {
        List<List<TextLine>> cells = new ArrayList<>();
        for (List<Integer> indexes :
                CellLines.of(grid, inside.stream().map(TextLine::box).toList())) {
            Map<Integer, TextLine> byId = new HashMap<>();
            List<Member> members = new ArrayList<>();
            for (int index : indexes) {
                TextLine line = inside.get(index);
                byId.put(line.id(), line);
                members.add(new Member(line.id(), line.box(), line.direction()));
            }
            List<TextLine> ordered = new ArrayList<>();
            for (int id : ReadingOrder.of(members)) {
                TextLine line = byId.get(id);
                if (line != null) {
                    ordered.add(line);
                }
            }
            cells.add(ordered);
        }
        return cells;
    }
}

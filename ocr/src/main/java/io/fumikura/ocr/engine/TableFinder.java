package io.fumikura.ocr.engine;

import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.detect.Region;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.image.Crop;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Resize;
import io.fumikura.ocr.layout.Skew;
import io.fumikura.ocr.table.RuledTables;
import io.fumikura.ocr.table.SlanetReader;
import io.fumikura.ocr.table.TableGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the grids of a page, on the straightened page: those that are ruled, and in regions that a
 * model calls a table those that another model reads.
 */
final class TableFinder {
    private static final double MOST_PIXELS = 8_000_000;
    private static final double STRAIGHT = Math.toRadians(0.1);
    private static final double COVERED = 0.85;

    private final @Nullable SlanetReader slanet;

    TableFinder(@Nullable SlanetReader slanet) {
        this.slanet = slanet;
    }

    List<TableGrid> find(Raster page, Skew skew, double thickness, List<Region> regions) {
        double scale =
                Math.min(1, Math.sqrt(MOST_PIXELS / ((double) page.width() * page.height())));
        Raster straight = straight(page, skew, scale);
        RuledTables ruled = new RuledTables(straight, thickness * scale);
        List<TableGrid> tables = new ArrayList<>();
        for (Region region : regions) {
            if (region.type() == OcrBlockType.TABLE) {
                Box box = skew.straight(region.box().quad());
                table(ruled, box, scale, page, skew).ifPresent(tables::add);
            }
        }
        for (TableGrid found : ruled.find()) {
            TableGrid table = found.map(box -> scaled(box, 1 / scale));
            boolean known =
                    tables.stream()
                            .anyMatch(t -> t.box().shared(table.box()) > 0.5 * table.box().area());
            if (!known) {
                tables.add(table);
            }
        }
        return tables;
    }

    private Optional<TableGrid> table(
            RuledTables ruled, Box region, double scale, Raster page, Skew skew) {
        Optional<TableGrid> grid =
                ruled.in(scaled(region, scale)).map(t -> t.map(box -> scaled(box, 1 / scale)));
        double covered =
                grid.map(t -> t.cells().stream().mapToDouble(c -> c.box().area()).sum())
                        .orElse(0.0);
        if (slanet == null || covered >= COVERED * region.area()) {
            return grid;
        }
        Raster cut = Crop.of(page, skew.back(region), Kernel.LINEAR);
        TableGrid read =
                slanet.read(cut)
                        .map(
                                box ->
                                        new Box(
                                                region.x0() + box.x0(),
                                                region.y0() + box.y0(),
                                                region.x0() + box.x1(),
                                                region.y0() + box.y1()));
        return read.cells().isEmpty() ? grid : Optional.of(read);
    }

    private static Raster straight(Raster page, Skew skew, double scale) {
        Raster grey = page.grey();
        int width = Math.max(1, (int) Math.round(page.width() * scale));
        int height = Math.max(1, (int) Math.round(page.height() * scale));
        if (Math.abs(skew.radians()) > STRAIGHT) {
            grey =
                    Crop.of(
                            grey,
                            skew.back(new Box(0, 0, page.width(), page.height())),
                            page.width(),
                            page.height(),
                            Kernel.LINEAR);
        }
        return Resize.to(grey, width, height, Kernel.AREA);
    }

    private static Box scaled(Box box, double by) {
        return new Box(box.x0() * by, box.y0() * by, box.x1() * by, box.y1() * by);
    }
}

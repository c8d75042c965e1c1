package io.fumikura.ocr.engine;

import io.fumikura.inference.model.DeviceChoice;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrEngine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.OcrStage;
import io.fumikura.ocr.OcrStageListener;
import io.fumikura.ocr.detect.Detection;
import io.fumikura.ocr.detect.Detections;
import io.fumikura.ocr.detect.LayoutDetector;
import io.fumikura.ocr.detect.Region;
import io.fumikura.ocr.detect.TextDetector;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.image.PageImage;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Specks;
import io.fumikura.ocr.image.Turn;
import io.fumikura.ocr.layout.Directions;
import io.fumikura.ocr.layout.Skew;
import io.fumikura.ocr.profile.OcrGraphs;
import io.fumikura.ocr.table.TableGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads pages with the graphs of one folder: find lines, read them, find tables, put all in order.
 * Nothing is kept between pages but the graphs. Safe for several threads; each page needs memory of
 * its own in proportion to its pixels.
 */
public final class OnnxOcrEngine implements OcrEngine, AutoCloseable {
    /** What is smaller holds no line that could be read. */
    private static final int SMALLEST_SIDE = 32;

    private static final int MOST_LINES = 3000;

    private final OcrGraphs graphs;
    private final OcrOptions options;
    private final OcrStageListener listener;
    private final TextDetector detector;
    private final Optional<LayoutDetector> layout;
    private final LineReader reader;
    private final Orientation orientation;
    private final TableFinder tables;

    private OnnxOcrEngine(OcrGraphs graphs, OcrOptions options, OcrStageListener listener) {
        this.graphs = graphs;
        this.options = options;
        this.listener = listener;
        this.detector = graphs.detector();
        this.layout = graphs.layout();
        var recogniser = graphs.recogniser();
        this.reader = new LineReader(recogniser);
        this.orientation = new Orientation(recogniser);
        this.tables = new TableFinder(graphs.table().orElse(null));
    }

    /**
     * Loads the graphs and reads a blank page with each, so that what does not fit shows here.
     *
     * @throws ModelUnavailableException the folder is no OCR model that works
     */
    public static OnnxOcrEngine load(
            ModelFolder folder, OcrOptions options, OcrStageListener listener) {
        OcrGraphs graphs = OcrGraphs.load(folder, options.onnx());
        try {
            graphs.tryOut();
            return new OnnxOcrEngine(graphs, options, listener);
        } catch (RuntimeException e) {
            graphs.close();
            throw e;
        }
    }

    public static OnnxOcrEngine load(ModelFolder folder, OcrOptions options) {
        return load(folder, options, OcrStageListener.none());
    }

    @Override
    public String name() {
        return graphs.profile().id();
    }

    public DeviceChoice device() {
        return graphs.device();
    }

    @Override
    public OcrPage read(PageImage image, Cancellation cancellation) {
        cancellation.check();
        if (Math.min(image.width(), image.height()) < SMALLEST_SIDE) {
            return page(image, image.raster(), 0, new Found(List.of(), List.of(), List.of()));
        }
        Timings timings = new Timings(listener);
        boolean dark = image.raster().isWhiteOnBlack();
        Raster page = Specks.removed(dark ? image.raster().inverted() : image.raster());
        Found found = detect(page, cancellation);
        int rotation = 0;
        if (options.orientation()) {
            rotation = orientation.of(page, found.lines(), found.directions(), cancellation);
            if (rotation != 0) {
                page = Turn.clockwise(page, rotation);
                found = detect(page, cancellation);
            }
        }
        if (dark) {
            found = found.with("the page is white on black");
        }
        timings.done(OcrStage.DETECT);
        List<ReadLine> read = reader.read(page, found.lines(), found.directions(), cancellation);
        timings.done(OcrStage.RECOGNISE);
        cancellation.check();
        Skew skew = found.skew(page);
        List<TableGrid> grids =
                options.tables() && !read.isEmpty()
                        ? tables.find(page, skew, found.directions().thickness(), found.regions())
                        : List.of();
        timings.done(OcrStage.TABLES);
        cancellation.check();
        List<OcrBlock> blocks =
                new PageAssembly(page.height(), found.directions().thickness(), skew)
                        .blocks(read, grids, found.regions());
        timings.done(OcrStage.LAYOUT);
        return page(image, page, rotation, found.with(blocks));
    }

    private Found detect(Raster page, Cancellation cancellation) {
        Detections detections = detector.detect(page, cancellation);
        cancellation.check();
        List<Region> regions = new ArrayList<>(detections.regions());
        layout.ifPresent(model -> regions.addAll(model.detect(page)));
        Directions directions =
                Directions.of(detections.lines().stream().map(Detection::quad).toList());
        List<Detection> lines = new GutterSplit(page, directions, detections.lines()).split();
        if (lines.size() <= MOST_LINES) {
            return new Found(lines, regions, List.of());
        }
        return new Found(
                lines.subList(0, MOST_LINES),
                regions,
                List.of(
                        "the page has %d lines, the first %d are read"
                                .formatted(lines.size(), MOST_LINES)));
    }

    private OcrPage page(PageImage image, Raster page, int rotation, Found found) {
        List<Box> figures =
                found.regions().stream()
                        .filter(region -> region.type() == OcrBlockType.FIGURE)
                        .map(region -> Rounded.box(region.box()))
                        .toList();
        Directions directions = found.directions();
        return new OcrPage(
                page.width(),
                page.height(),
                image.dpi(),
                Rounded.place(found.skew(page).degrees()),
                rotation,
                found.lines().isEmpty() ? Direction.HORIZONTAL : directions.main(),
                found.blocks(),
                figures,
                found.warnings(),
                name());
    }

    /** What is known of a page so far. */
    private record Found(
            List<Detection> lines,
            List<Region> regions,
            List<String> warnings,
            List<OcrBlock> blocks) {
        Found(List<Detection> lines, List<Region> regions, List<String> warnings) {
            this(lines, regions, warnings, List.of());
        }

        Found with(String warning) {
            List<String> more = new ArrayList<>(warnings);
            more.add(warning);
            return new Found(lines, regions, more, blocks);
        }

        Found with(List<OcrBlock> blocks) {
            return new Found(lines, regions, warnings, blocks);
        }

        List<Quad> quads() {
            return lines.stream().map(Detection::quad).toList();
        }

        Directions directions() {
            return Directions.of(quads());
        }

        Skew skew(Raster page) {
            return Skew.of(quads(), directions(), page.width(), page.height());
        }
    }

    /** Waits for the runs under way. */
    @Override
    public void close() {
        graphs.close();
    }
}

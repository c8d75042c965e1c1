package io.fumikura.ocr.profile;

import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.model.DeviceChoice;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.inference.onnx.TensorGraph;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.detect.DbDetector;
import io.fumikura.ocr.detect.DbProfile;
import io.fumikura.ocr.detect.DetrDetector;
import io.fumikura.ocr.detect.DetrProfile;
import io.fumikura.ocr.detect.LayoutDetector;
import io.fumikura.ocr.detect.TextDetector;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.recognise.CtcProfile;
import io.fumikura.ocr.recognise.CtcRecogniser;
import io.fumikura.ocr.recognise.LineCrop;
import io.fumikura.ocr.recognise.ParseqProfile;
import io.fumikura.ocr.recognise.ParseqRecogniser;
import io.fumikura.ocr.recognise.Reading;
import io.fumikura.ocr.recognise.TextRecogniser;
import io.fumikura.ocr.table.SlanetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The graphs of a profile, loaded and found to fit it. */
public final class OcrGraphs implements AutoCloseable {
    /** Side of the empty page that is tried, in pixels. */
    private static final int TRIAL = 128;

    private final OcrProfile profile;
    private final Map<String, TensorGraph> graphs = new LinkedHashMap<>();
    private final ModelFolder folder;

    private OcrGraphs(ModelFolder folder, OcrProfile profile) {
        this.folder = folder;
        this.profile = profile;
    }

    /**
     * @param folder checked; its sums are waited for
     * @throws ModelUnavailableException the folder is no OCR model, or its graphs, characters and
     *     profile do not fit each other
     */
    public static OcrGraphs load(ModelFolder folder, OnnxOptions options) {
        if (folder.manifest().task() != Task.OCR) {
            throw new ModelUnavailableException(
                    "it is a model for %s".formatted(folder.manifest().task().wireName()),
                    folder.path(),
                    folder.path(),
                    "Point the OCR model path at a folder whose task is ocr.");
        }
        folder.requireVerified();
        OcrGraphs loaded = new OcrGraphs(folder, ProfileFile.read(folder));
        try {
            for (String file : loaded.profile.graphs()) {
                loaded.graphs.put(file, TensorGraph.load(folder, file, options));
            }
            new ProfileCheck(folder, loaded.profile, loaded.graphs, loaded.characters()).run();
            return loaded;
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    public OcrProfile profile() {
        return profile;
    }

    /** Where the first graph runs; all have the same wish. */
    public DeviceChoice device() {
        return graph(profile.detector().file()).device();
    }

    public TextDetector detector() {
        TensorGraph graph = graph(profile.detector().file());
        if (profile.detector() instanceof DbProfile db) {
            return new DbDetector(graph, db);
        }
        return new DetrDetector(graph, (DetrProfile) profile.detector());
    }

    public TextRecogniser recogniser() {
        if (profile.recogniser() instanceof CtcProfile ctc) {
            return new CtcRecogniser(graph(ctc.file()), ctc, characters());
        }
        ParseqProfile parseq = (ParseqProfile) profile.recogniser();
        return new ParseqRecogniser(parseq, characters(), this::graph);
    }

    public Optional<LayoutDetector> layout() {
        return Optional.ofNullable(profile.layout())
                .map(layout -> new LayoutDetector(graph(layout.file()), layout));
    }

    public Optional<SlanetReader> table() {
        return Optional.ofNullable(profile.table())
                .map(table -> new SlanetReader(graph(table.file()), table));
    }

    /**
     * Runs every graph once on an empty page and one empty line.
     *
     * @throws ModelUnavailableException one of them fails, or gives what cannot be used
     */
    public void tryOut() {
        Raster page = Raster.grey(TRIAL, TRIAL, 255);
        Quad line = new Box(0, 0, TRIAL, TRIAL / 4.0).quad();
        try {
            detector().detect(page, Cancellation.none());
            layout().ifPresent(model -> model.detect(page));
            table().ifPresent(model -> model.read(page));
            List<Reading> readings =
                    recogniser()
                            .read(
                                    List.of(new LineCrop(page, line, false, -1, false)),
                                    Cancellation.none());
            for (Reading reading : readings) {
                boolean sane =
                        reading.confidence() >= 0
                                && reading.confidence() <= 1.000_01
                                && Double.isFinite(reading.logp());
                if (!sane) {
                    throw new IllegalStateException(
                            "a reading has the confidence " + reading.confidence());
                }
            }
        } catch (ModelFailure | IllegalStateException | IndexOutOfBoundsException e) {
            throw ProfileFile.unusable(
                    folder,
                    OcrProfile.NAME,
                    "does not fit: an empty page fails (" + e.getMessage() + ")",
                    e);
        }
    }

    private TensorGraph graph(String file) {
        TensorGraph graph = graphs.get(file);
        if (graph == null) {
            throw new IllegalStateException("not loaded: " + file);
        }
        return graph;
    }

    /** Text of each class of a CTC model; characters from class 1 on of any other. */
    private List<String> characters() {
        try {
            if (profile.recogniser() instanceof CtcProfile ctc) {
                String entries =
                        ctc.charset() != null
                                ? Files.readString(ProfileFile.listed(folder, ctc.charset()))
                                : Optional.ofNullable(graph(ctc.file()).metadata().get("character"))
                                        .orElseThrow(
                                                () ->
                                                        ProfileFile.unusable(
                                                                folder,
                                                                ctc.file(),
                                                                "has no metadata character, and the"
                                                                        + " profile names no charset",
                                                                null));
                return Charset.ctc(Charset.lines(entries), Boolean.TRUE.equals(ctc.space()));
            }
            ParseqProfile parseq = (ParseqProfile) profile.recogniser();
            return Charset.codePoints(
                    Files.readString(ProfileFile.listed(folder, parseq.charset())));
        } catch (IOException e) {
            throw ProfileFile.unusable(folder, "charset", "cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        graphs.values().forEach(TensorGraph::close);
    }
}

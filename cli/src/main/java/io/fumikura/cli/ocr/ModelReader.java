package io.fumikura.cli.ocr;

import io.fumikura.cli.CommandFailure;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.OcrStage;
import io.fumikura.ocr.engine.OcrOptions;
import io.fumikura.ocr.engine.OnnxOcrEngine;
import io.fumikura.ocr.image.PageFile;
import io.fumikura.ocr.score.TruePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The engine of ingest-service with a model folder, in this process. */
public final class ModelReader implements PageReader {
    private static final double NANOSECONDS = 1e9;

    private final OnnxOcrEngine engine;
    private final String version;
    private final Map<OcrStage, Double> spent;

    private ModelReader(OnnxOcrEngine engine, String version, Map<OcrStage, Double> spent) {
        this.engine = engine;
        this.version = version;
        this.spent = spent;
    }

    /**
     * @param threads of the CPU for one page
     * @throws CommandFailure the folder is no OCR model that works
     */
    public static ModelReader load(Path folder, Device device, int threads) {
        Map<OcrStage, Double> spent = new EnumMap<>(OcrStage.class);
        try {
            ModelFolder model = ModelFolder.verify(folder);
            OnnxOcrEngine engine =
                    OnnxOcrEngine.load(
                            model,
                            new OcrOptions(new OnnxOptions(device, threads, 0, null), true, true),
                            (stage, time) -> spent.merge(stage, time / NANOSECONDS, Double::sum));
            String version =
                    "%s version %s (%s), on %s"
                            .formatted(
                                    model.manifest().id(),
                                    model.manifest().version(),
                                    model.digest().substring(0, 12),
                                    engine.device().device().wireName());
            return new ModelReader(engine, version, spent);
        } catch (ModelUnavailableException e) {
            throw new CommandFailure(
                    "%s: %s. %s".formatted(e.expectedLocation(), e.problem(), e.fix()), e);
        }
    }

    @Override
    public String name() {
        return "fumikura";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public boolean warmsUp() {
        return true;
    }

    @Override
    public Reading read(TruePage page) throws IOException {
        spent.clear();
        try {
            OcrPage read =
                    engine.read(
                            new PageFile(Files.readAllBytes(page.image())).page(0),
                            Cancellation.none());
            return new Reading(read.text(), read, spent);
        } catch (ModelFailure e) {
            throw new CommandFailure(
                    "%s: the model failed: %s".formatted(page.image(), e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}

package io.fumikura.bench.load;

import io.fumikura.bench.load.MixedTexts.SizedText;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.onnx.OnnxModel;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.inference.text.Encoded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a service is measured against: the same session with the same threads, called in a loop with
 * batches nothing can make better. All inputs are there, tokenised; they are sorted by length and
 * cut into full batches; nobody waits, nothing is sent.
 */
public final class BareSession implements AutoCloseable {
    private static final int BATCH_TOKENS = 4096;
    private static final int BATCH_ROWS = 64;

    private final OnnxModel model;

    public BareSession(Path folder, int threads) {
        this.model =
                OnnxModel.load(
                        ModelFolder.verify(folder), new OnnxOptions(Device.CPU, threads, 0, null));
    }

    /** Runs all texts again and again for so long; tokens per second, without padding. */
    public double tokensPerSecond(MixedTexts texts, List<SizedText> sized, Duration time) {
        List<List<Encoded>> batches = batches(texts, sized);
        long start = System.nanoTime();
        long tokens = 0;
        for (int i = 0; System.nanoTime() - start < time.toNanos(); i++) {
            List<Encoded> batch = batches.get(i % batches.size());
            List<float[]> unused = model.run(batch);
            tokens += batch.stream().mapToInt(Encoded::tokens).sum();
        }
        return tokens / ((System.nanoTime() - start) / 1e9);
    }

    private static List<List<Encoded>> batches(MixedTexts texts, List<SizedText> sized) {
        List<Encoded> sorted =
                sized.stream()
                        .map(text -> texts.encode(text.text()))
                        .sorted(Comparator.comparingInt(Encoded::tokens))
                        .toList();
        List<List<Encoded>> batches = new ArrayList<>();
        List<Encoded> batch = new ArrayList<>();
        for (Encoded input : sorted) {
            if (batch.size() == BATCH_ROWS || (batch.size() + 1) * input.tokens() > BATCH_TOKENS) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(input);
        }
        batches.add(batch);
        // Long and short ones in turn, so that a run of any length sees all of them alike.
        java.util.Collections.shuffle(batches, new java.util.Random(1));
        return batches;
    }

    @Override
    public void close() {
        model.close();
    }
}

package io.fumikura.models;

import io.fumikura.inference.BatchOptions;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.TextModelOptions;
import io.fumikura.inference.batch.BatchListener;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.inference.text.TextKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** Runs a model folder the way the services do, without any prefix or limit but its own. */
public final class Outputs implements AutoCloseable {
    private final TextModel model;

    private Outputs(TextModel model) {
        this.model = model;
    }

    public static Outputs of(Path folder, Task task, int maxTokens) {
        BatchOptions defaults = BatchOptions.defaults();
        BatchOptions anyPadding =
                new BatchOptions(
                        null,
                        null,
                        Duration.ofMinutes(1),
                        0.99,
                        1,
                        defaults.maxQueuedTokens(),
                        defaults.bulkShare(),
                        defaults.drainTimeout());
        TextModelOptions options =
                new TextModelOptions(OnnxOptions.on(Device.CPU), null, maxTokens, anyPadding);
        return new Outputs(TextModel.load(folder, task, options, BatchListener.none()));
    }

    public static Encoded encode(TextEncoder encoder, Fixtures.Case example) {
        return example.text() != null
                ? encoder.encode(example.text(), TextKind.PASSAGE)
                : encoder.encodePair(
                        Objects.requireNonNull(example.query()),
                        Objects.requireNonNull(example.passage()));
    }

    /** All in one call, so that short rows are padded to the longest. */
    public List<float[]> together(List<Fixtures.Case> cases)
            throws ExecutionException, InterruptedException {
        return model.run(
                        Lane.BULK,
                        encoder -> cases.stream().map(c -> encode(encoder, c)).toList(),
                        Duration.ofMinutes(1))
                .get()
                .rows();
    }

    public float[] alone(Fixtures.Case example) throws ExecutionException, InterruptedException {
        return together(List.of(example)).get(0);
    }

    public static double cosine(float[] found, List<Float> expected) {
        double product = 0;
        double foundSquare = 0;
        double expectedSquare = 0;
        for (int i = 0; i < found.length; i++) {
            product += (double) found[i] * expected.get(i);
            foundSquare += (double) found[i] * found[i];
            expectedSquare += (double) expected.get(i) * expected.get(i);
        }
        return product / Math.sqrt(foundSquare * expectedSquare);
    }

    @Override
    public void close() {
        model.close();
    }
}

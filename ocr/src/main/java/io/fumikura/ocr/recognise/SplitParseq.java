package io.fumikura.ocr.recognise;

import io.fumikura.inference.onnx.NativeTensor;
import io.fumikura.inference.onnx.TensorGraph;
import io.fumikura.inference.onnx.TensorScope;
import io.fumikura.ocr.image.Normalisation;
import io.fumikura.ocr.image.Raster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The picture is encoded once, then one run writes one character, with what was computed for the
 * ones before kept: it stops at the end of the line, and where the model repeats itself.
 */
final class SplitParseq implements ParseqModel {
    private static final List<String> STEP_OUTPUTS = List.of("logits", "self_k_out", "self_v_out");

    private final TensorGraph encoder;
    private final TensorGraph step;
    private final @Nullable TensorGraph refine;
    private final ParseqProfile.Stage stage;
    private final Normalisation normalisation;
    private final ParseqDecoder decoder;

    SplitParseq(
            TensorGraph encoder,
            TensorGraph step,
            @Nullable TensorGraph refine,
            ParseqProfile.Stage stage,
            Normalisation normalisation,
            ParseqDecoder decoder) {
        this.encoder = encoder;
        this.step = step;
        this.refine = refine;
        this.stage = stage;
        this.normalisation = normalisation;
        this.decoder = decoder;
    }

    @Override
    public Reading read(Raster line) {
        try (TensorScope scope = new TensorScope()) {
            NativeTensor image = UnrolledParseq.image(scope, line, stage, normalisation);
            Map<String, NativeTensor> memory =
                    encoder.run(
                            scope,
                            Map.of(encoder.inputs().get(0).name(), image),
                            List.of("mem_k", "mem_v"));
            return write(scope, memory, line);
        }
    }

    private Reading write(TensorScope scope, Map<String, NativeTensor> memory, Raster line) {
        NativeTensor memK = memory.get("mem_k");
        NativeTensor memV = memory.get("mem_v");
        if (memK == null || memV == null) {
            throw new IllegalStateException("the encoder gives no mem_k and mem_v");
        }
        long[] shape = memK.shape();
        NativeTensor selfK = scope.floats(new float[0], 1, shape[1], 0, shape[3]);
        NativeTensor selfV = scope.floats(new float[0], 1, shape[1], 0, shape[3]);
        int classes = decoder.classes();
        float[] logits = new float[(stage.maxCharacters() + 1) * classes];
        List<String> written = new ArrayList<>();
        List<Long> tokens = new ArrayList<>(List.of((long) decoder.start()));
        int position = 0;
        for (; position <= stage.maxCharacters(); position++) {
            NativeTensor token = scope.longs(new long[] {tokens.get(position)}, 1);
            NativeTensor place = scope.longs(new long[] {position}, 1);
            Map<String, NativeTensor> outputs =
                    step.run(
                            scope,
                            Map.of(
                                    "token", token, "pos", place, "mem_k", memK, "mem_v", memV,
                                    "self_k", selfK, "self_v", selfV),
                            STEP_OUTPUTS);
            scope.free(selfK);
            scope.free(selfV);
            selfK = named(outputs, "self_k_out");
            selfV = named(outputs, "self_v_out");
            float[] now = named(outputs, "logits").floats();
            System.arraycopy(now, 0, logits, position * classes, classes);
            int id = ParseqDecoder.best(now, 0, classes);
            if (id == ParseqDecoder.END) {
                position++;
                break;
            }
            written.add(decoder.character(id));
            tokens.add((long) id);
            if (RepetitionGuard.find(written, line.width(), line.height()).isPresent()) {
                position++;
                break;
            }
        }
        int positions = Math.min(position, stage.maxCharacters() + 1);
        float[] last =
                refine == null
                        ? logits
                        : refined(scope, refine, tokens.subList(0, positions), memK, memV);
        return decoder.decode(Arrays.copyOf(last, positions * classes), positions, stage.name());
    }

    private float[] refined(
            TensorScope scope,
            TensorGraph refine,
            List<Long> tokens,
            NativeTensor memK,
            NativeTensor memV) {
        long[] ids = tokens.stream().mapToLong(Long::longValue).toArray();
        NativeTensor input = scope.longs(ids, 1, ids.length);
        return named(
                        refine.run(
                                scope,
                                Map.of("tokens", input, "mem_k", memK, "mem_v", memV),
                                List.of("logits")),
                        "logits")
                .floats();
    }

    private static NativeTensor named(Map<String, NativeTensor> outputs, String name) {
        NativeTensor tensor = outputs.get(name);
        if (tensor == null) {
            throw new IllegalStateException("the graph gives no " + name);
        }
        return tensor;
    }

    @Override
    public void close() {
        encoder.close();
        step.close();
        if (refine != null) {
            refine.close();
        }
    }
}

package io.fumikura.inference;

import io.fumikura.inference.batch.BatchPolicy;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest.Golden;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.onnx.OnnxModel;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What a model does before anybody may use it: computes its golden inputs and compares them with
 * the recorded outputs (in one batch, so that padding is tested too), and runs the shapes that will
 * come, so that running out of memory shows at the start.
 */
final class SelfTest {
    private final ModelFolder folder;
    private final OnnxModel model;
    private final BatchPolicy policy;

    SelfTest(ModelFolder folder, OnnxModel model, BatchPolicy policy) {
        this.folder = folder;
        this.model = model;
        this.policy = policy;
    }

    void run(TextEncoder encoder) {
        try {
            compareGolden(encoder);
            warmUp(encoder.limit());
        } catch (ModelFailure e) {
            throw failed("the model cannot be run here (" + e.getMessage() + ")");
        }
    }

    private void compareGolden(TextEncoder encoder) {
        List<Golden> golden =
                Objects.requireNonNullElse(folder.manifest().golden(), List.<Golden>of()).stream()
                        .filter(g -> g.tokenIds().size() <= encoder.limit())
                        .toList();
        if (golden.isEmpty()) {
            return;
        }
        List<float[]> rows = model.run(golden.stream().map(encoder::encode).toList());
        for (int i = 0; i < golden.size(); i++) {
            compare(i, golden.get(i), rows.get(i));
        }
    }

    private void compare(int index, Golden golden, float[] row) {
        List<Float> expected = golden.expected();
        for (int i = 0; i < expected.size(); i++) {
            if (Math.abs(row[i] - expected.get(i)) > golden.tolerance()) {
                throw failed(
                        "golden input %d gives %f, recorded is %f, allowed difference %f"
                                .formatted(index, row[i], expected.get(i), golden.tolerance()));
            }
        }
    }

    /** On a GPU the largest batch of every length; on a CPU a small one, to touch the code. */
    private void warmUp(int limit) {
        if (model.device().device() == Device.CPU) {
            model.run(rows(2, Math.min(64, limit)));
            return;
        }
        for (int length : lengths(limit)) {
            int count = Math.min(policy.maxBatchRows(), policy.maxBatchTokens() / length);
            model.run(rows(Math.max(1, count), length));
        }
    }

    private static List<Integer> lengths(int limit) {
        List<Integer> lengths = new ArrayList<>();
        for (int length = 16; length < limit; length *= 2) {
            lengths.add(length);
        }
        lengths.add(limit);
        return lengths;
    }

    private static List<Encoded> rows(int count, int length) {
        long[] ids = new long[length];
        return Collections.nCopies(count, new Encoded(ids, new long[length], length));
    }

    private ModelUnavailableException failed(String problem) {
        return new ModelUnavailableException(
                problem,
                folder.path(),
                folder.file(Role.GRAPH),
                "Use the release and the device this model was approved for, or export it again.");
    }
}

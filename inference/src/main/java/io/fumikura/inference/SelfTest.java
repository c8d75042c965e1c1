package io.fumikura.inference;

import io.fumikura.inference.batch.BatchPolicy;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.Golden;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.onnx.OnnxModel;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What a model does before anybody may use it: computes its golden inputs and compares them with
 * the recorded outputs (in one batch, so that padding is tested too), and runs the shapes that will
 * come, so that running out of memory shows at the start.
 */
final class SelfTest {
    /**
     * Rows times longest row of the batch at the start: half a second for a model of a billion
     * parameters on two cores. {@code models verify --deep} computes the rest.
     */
    private static final int MOST_TOKENS_AT_START = 64;

    private final ModelFolder folder;
    private final OnnxModel model;
    private final BatchPolicy policy;

    SelfTest(ModelFolder folder, OnnxModel model, BatchPolicy policy) {
        this.folder = folder;
        this.model = model;
        this.policy = policy;
    }

    /** At the start of a service: the short golden inputs in one batch, then the shapes to come. */
    void run(TextEncoder encoder) {
        try {
            List<Golden> golden = shortest(golden(encoder));
            if (!golden.isEmpty()) {
                compare(golden, model.run(golden.stream().map(encoder::encode).toList()));
            }
            warmUp(encoder.limit(), !golden.isEmpty());
        } catch (ModelFailure e) {
            throw failed("the model cannot be run here (" + e.getMessage() + ")");
        }
    }

    /** Every golden input, each alone and then all in one batch. */
    int runAll(TextEncoder encoder) {
        try {
            List<Golden> golden = golden(encoder);
            List<Encoded> inputs = golden.stream().map(encoder::encode).toList();
            for (int i = 0; i < golden.size(); i++) {
                compare(golden.subList(i, i + 1), model.run(inputs.subList(i, i + 1)));
            }
            if (!golden.isEmpty()) {
                compare(golden, model.run(inputs));
            }
            return golden.size();
        } catch (ModelFailure e) {
            throw failed("the model cannot be run here (" + e.getMessage() + ")");
        }
    }

    private static List<Golden> shortest(List<Golden> golden) {
        List<Golden> sorted =
                golden.stream().sorted(Comparator.comparingInt(g -> g.tokenIds().size())).toList();
        int rows = 0;
        while (rows < sorted.size()
                && (rows + 1) * sorted.get(rows).tokenIds().size() <= MOST_TOKENS_AT_START) {
            rows++;
        }
        return sorted.subList(0, Math.max(rows, Math.min(1, sorted.size())));
    }

    private List<Golden> golden(TextEncoder encoder) {
        return folder.manifest().golden().stream()
                .filter(golden -> golden.tokenIds().size() <= encoder.limit())
                .toList();
    }

    private void compare(List<Golden> golden, List<float[]> rows) {
        for (int i = 0; i < golden.size(); i++) {
            Golden expected = golden.get(i);
            expected.difference(rows.get(i))
                    .ifPresent(
                            difference -> {
                                throw failed(
                                        "the golden input \"%.40s\" %s"
                                                .formatted(expected.input(), difference));
                            });
        }
    }

    /** On a GPU the largest batch of every length; on a CPU a small one, to touch the code. */
    private void warmUp(int limit, boolean hasRun) {
        if (model.device().device() == Device.CPU) {
            if (!hasRun) {
                model.run(rows(2, Math.min(64, limit)));
            }
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

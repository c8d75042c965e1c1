package io.fumikura.inference;

import io.fumikura.inference.batch.BatchPolicy;
import io.fumikura.inference.batch.DeviceLost;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.model.Golden;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.onnx.OnnxModel;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    private static final Duration CPU_WARM_UP = Duration.ofMillis(500);

    private final ModelFolder folder;
    private final OnnxModel model;
    private final BatchPolicy policy;

    SelfTest(ModelFolder folder, OnnxModel model, BatchPolicy policy) {
        this.folder = folder;
        this.model = model;
        this.policy = policy;
    }

    /**
     * How fast a run was.
     *
     * @param tokens padding included
     */
    record Speed(int tokens, Duration took) {}

    /**
     * At the start of a service: the short golden inputs in one batch, then the shapes to come.
     *
     * @return of the last run
     */
    Speed run(TextEncoder encoder) {
        try {
            List<Golden> golden = shortest(golden(encoder));
            Speed speed = null;
            if (!golden.isEmpty()) {
                List<Encoded> inputs = golden.stream().map(encoder::encode).toList();
                long start = System.nanoTime();
                compare(golden, model.run(inputs));
                speed = speed(inputs, start);
            }
            return model.device().device().isGpu()
                    ? warmUpGpu(encoder.limit())
                    : warmUpCpu(encoder.limit(), speed);
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

    /** One row of every length, the short ones first, for as long as that takes little time. */
    private Speed warmUpCpu(int limit, @Nullable Speed first) {
        Speed last = first;
        long end = System.nanoTime() + CPU_WARM_UP.toNanos();
        for (int length : lengths(limit)) {
            if (last != null
                    && System.nanoTime() + last.took().toNanos() / last.tokens() * length > end) {
                return last;
            }
            List<Encoded> inputs = rows(1, length);
            long start = System.nanoTime();
            model.run(inputs);
            last = speed(inputs, start);
        }
        return Objects.requireNonNull(last);
    }

    /**
     * The largest batch of every length, as many at once as there will be: what does not fit into
     * the memory is found now.
     */
    private Speed warmUpGpu(int limit) {
        Speed last = null;
        for (int length : lengths(limit)) {
            int most = Math.min(policy.maxBatchRows(), policy.maxBatchTokens() / length);
            List<Encoded> inputs = rows(Math.max(1, most), length);
            long start = System.nanoTime();
            try {
                runAtOnce(inputs, policy.inFlight());
            } catch (DeviceLost e) {
                throw tooLarge(inputs.size(), length, e);
            }
            last = speed(inputs, start);
        }
        return Objects.requireNonNull(last);
    }

    private void runAtOnce(List<Encoded> inputs, int times) {
        List<CompletableFuture<List<float[]>>> runs =
                IntStream.range(1, times)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> model.run(inputs)))
                        .toList();
        model.run(inputs);
        runs.forEach(CompletableFuture::join);
    }

    private static Speed speed(List<Encoded> inputs, long startNanos) {
        int longest = inputs.stream().mapToInt(Encoded::tokens).max().orElse(0);
        return new Speed(inputs.size() * longest, Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private ModelUnavailableException tooLarge(int rows, int length, DeviceLost failure) {
        return new ModelUnavailableException(
                "a batch of %d inputs of %d tokens does not fit into the memory of the GPU (%s)"
                        .formatted(rows, length, failure.getMessage()),
                folder.path(),
                folder.file(Role.GRAPH),
                "Lower batches.max-tokens, batches.in-flight or max-tokens, raise gpu-memory, or give"
                        + " the service more of the GPU.",
                failure);
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

package io.fumikura.inference;

import io.fumikura.inference.batch.BatchListener;
import io.fumikura.inference.batch.BatchPolicy;
import io.fumikura.inference.batch.BatchResult;
import io.fumikura.inference.batch.Batcher;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.batch.Overloaded;
import io.fumikura.inference.batch.ShuttingDown;
import io.fumikura.inference.model.DeviceChoice;
import io.fumikura.inference.model.Golden;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.onnx.OnnxModel;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A text model ready for use: {@link ModelFolder} → {@link TextEncoder} → {@link Batcher} → {@link
 * OnnxModel}. Callers never wait on a thread: texts become tokens on a small pool, batches run on
 * the batcher's thread, and the answer is a future that can be cancelled.
 */
public final class TextModel implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TextModel.class.getName());
    private static final int ENCODER_THREADS = 2;
    private static final int MAX_WAITING_CALLS = 2048;

    private final ModelFolder folder;
    private final TextEncoder encoder;
    private final OnnxModel onnx;
    private final BatchPolicy policy;
    private final Batcher<Encoded, float[]> batcher;
    private final ThreadPoolExecutor encoding;

    private TextModel(
            ModelFolder folder,
            TextEncoder encoder,
            OnnxModel onnx,
            BatchPolicy policy,
            SelfTest.Speed speed,
            BatchListener listener) {
        this.folder = folder;
        this.encoder = encoder;
        this.onnx = onnx;
        this.policy = policy;
        this.batcher = Batcher.start(onnx, policy, listener);
        batcher.expect(speed.tokens(), speed.took());
        this.encoding =
                new ThreadPoolExecutor(
                        ENCODER_THREADS,
                        ENCODER_THREADS,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MAX_WAITING_CALLS),
                        run -> {
                            Thread thread = new Thread(run, "tokenisation");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Verifies, loads, tests and warms a model; it is ready when this returns.
     *
     * @throws ModelUnavailableException the folder does not hold a usable model for this task
     */
    public static TextModel load(
            Path path, Task task, TextModelOptions options, BatchListener listener) {
        long start = System.nanoTime();
        ModelFolder folder = ModelFolder.open(path);
        Approval.requireTask(folder, task);
        if (options.digest() != null) {
            folder.requireDigest(options.digest());
        }
        int limit = options.limit(folder.manifest());
        TextEncoder encoder = TextEncoder.load(folder, limit);
        OnnxModel onnx = OnnxModel.load(folder, options.onnx());
        BatchPolicy policy =
                options.batches().policy(folder.manifest(), onnx.device().device(), limit);
        SelfTest.Speed speed;
        try {
            speed = new SelfTest(folder, onnx, policy).run(encoder);
        } finally {
            // Altered weights are the better explanation for whatever the test has found.
            folder.requireVerified();
        }
        LOG.log(
                System.Logger.Level.INFO,
                "model {0} (digest {1}) is ready on {2}, because: {3}; loaded in {4} ms",
                folder.manifest().id(),
                folder.digest(),
                onnx.device().device().wireName(),
                onnx.device().reason(),
                String.valueOf(Duration.ofNanos(System.nanoTime() - start).toMillis()));
        return new TextModel(folder, encoder, onnx, policy, speed, listener);
    }

    /**
     * Loads a verified model and computes every golden input, alone and in a batch.
     *
     * @return how many outputs were compared
     * @throws ModelUnavailableException the model cannot be run here, or gives other outputs
     */
    public static int checkGolden(ModelFolder folder, OnnxOptions onnx) {
        int limit = folder.manifest().maxTokens();
        try (TextEncoder encoder = TextEncoder.load(folder, limit);
                OnnxModel model = OnnxModel.load(folder, onnx)) {
            BatchPolicy policy =
                    BatchOptions.defaults()
                            .policy(folder.manifest(), model.device().device(), limit);
            return new SelfTest(folder, model, policy).runAll(encoder);
        }
    }

    /**
     * Computes inputs alone, for a manifest that is being made.
     *
     * @return the inputs with ids and outputs; those longer than the model takes are left out
     * @throws ModelUnavailableException the model cannot be run here
     */
    public static List<Golden> record(ModelFolder folder, OnnxOptions onnx, List<Golden> inputs) {
        List<Golden> recorded = new ArrayList<>();
        try (TextEncoder encoder = TextEncoder.load(folder, folder.manifest().maxTokens());
                OnnxModel model = OnnxModel.load(folder, onnx)) {
            for (Golden input : inputs) {
                Encoded encoded = encoder.encode(input);
                if (!encoded.truncated()) {
                    recorded.add(input.with(encoded.ids(), model.run(List.of(encoded)).get(0)));
                }
            }
        }
        return recorded;
    }

    /**
     * Computes one call.
     *
     * @param encode makes the inputs on the tokenisation pool; what it throws fails the future
     * @param timeout for everything, tokenisation and queue included
     * @return fails as {@link Batcher#submit} says; cancelling it frees its place in the queue
     */
    public CompletableFuture<TextResult> run(
            Lane lane, Function<TextEncoder, List<Encoded>> encode, Duration timeout) {
        long start = System.nanoTime();
        // From here on: a call whose time is up while it waits for the tokeniser is told at once.
        CompletableFuture<TextResult> result =
                new CompletableFuture<TextResult>()
                        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        try {
            encoding.execute(
                    () -> {
                        if (!result.isDone()) {
                            encodeAndSubmit(lane, encode, start + timeout.toNanos(), result);
                        }
                    });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(notTaken());
        }
        return result;
    }

    /**
     * Uses the tokeniser alone, on its pool.
     *
     * @return fails with {@link Overloaded} or {@link ShuttingDown}, or as {@code work} does
     */
    public <T> CompletableFuture<T> tokenize(Function<TextEncoder, T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> work.apply(encoder), encoding);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(notTaken());
        }
    }

    private RuntimeException notTaken() {
        return encoding.isShutdown()
                ? new ShuttingDown()
                : new Overloaded(
                        "%d calls wait to be tokenised".formatted(MAX_WAITING_CALLS),
                        Duration.ofSeconds(1));
    }

    /** Threads of the tokenisation pool. */
    public int encoderThreads() {
        return ENCODER_THREADS;
    }

    private void encodeAndSubmit(
            Lane lane,
            Function<TextEncoder, List<Encoded>> encode,
            long deadline,
            CompletableFuture<TextResult> result) {
        long start = System.nanoTime();
        CompletableFuture<BatchResult<float[]>> batch;
        List<Encoded> inputs;
        try {
            inputs = encode.apply(encoder);
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            batch = batcher.submit(lane, inputs, left);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
            return;
        }
        Duration tokenization = Duration.ofNanos(System.nanoTime() - start);
        var unusedForward =
                batch.whenComplete(
                        (outputs, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(failure);
                            } else {
                                result.complete(result(outputs, inputs, tokenization));
                            }
                        });
        // A caller that has gone takes its inputs out of the queue.
        var unusedBackward = result.whenComplete((done, failure) -> batch.cancel(false));
    }

    private static TextResult result(
            BatchResult<float[]> outputs, List<Encoded> inputs, Duration tokenization) {
        return new TextResult(
                outputs.outputs(),
                new TextResult.Cost(
                        tokenization,
                        outputs.timings().queue(),
                        outputs.timings().inference(),
                        inputs.stream().mapToInt(Encoded::tokens).sum(),
                        (int) inputs.stream().filter(Encoded::truncated).count()));
    }

    public ModelFolder folder() {
        return folder;
    }

    public DeviceChoice device() {
        return onnx.device();
    }

    /** Longest input in tokens. */
    public int maxTokens() {
        return encoder.limit();
    }

    public BatchPolicy policy() {
        return policy;
    }

    public long queuedTokens(Lane lane) {
        return batcher.queuedTokens(lane);
    }

    public int queuedInputs(Lane lane) {
        return batcher.queuedInputs(lane);
    }

    /** Refuses new calls, computes what was admitted, then lets the model go. */
    @Override
    public void close() {
        encoding.shutdown();
        try {
            if (!encoding.awaitTermination(
                    policy.drainTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                encoding.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        batcher.close();
        onnx.close();
        encoder.close();
    }
}

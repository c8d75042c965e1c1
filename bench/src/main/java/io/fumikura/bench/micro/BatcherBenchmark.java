package io.fumikura.bench.micro;

import io.fumikura.inference.batch.BatchListener;
import io.fumikura.inference.batch.BatchPolicy;
import io.fumikura.inference.batch.BatchResult;
import io.fumikura.inference.batch.Batcher;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.batch.Sized;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the batcher itself costs an input: 256 calls of mixed lengths, a model that takes no time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BatcherBenchmark {
    private static final int CALLS = 256;
    private static final Duration LONG = Duration.ofMinutes(1);

    /** An input that is only a length. */
    public record Length(int tokens) implements Sized {}

    private final List<Length> inputs = new ArrayList<>();
    private final Batcher<Length, Length> batcher = batcher();

    private static Batcher<Length, Length> batcher() {
        return Batcher.start(
                lengths -> lengths,
                new BatchPolicy(
                        16_384,
                        64,
                        Duration.ofMinutes(1),
                        0.1,
                        64,
                        1,
                        1 << 20,
                        0.2,
                        Duration.ofSeconds(1)),
                BatchListener.none());
    }

    @Setup
    public void lengths() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CALLS; i++) {
            inputs.add(new Length((int) Math.exp(random.nextDouble(Math.log(8), Math.log(512)))));
        }
    }

    @TearDown
    public void close() {
        batcher.close();
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void oneInputOfManyCalls() {
        List<CompletableFuture<BatchResult<Length>>> calls = new ArrayList<>(CALLS);
        for (Length input : inputs) {
            calls.add(batcher.submit(Lane.INTERACTIVE, List.of(input), LONG));
        }
        calls.forEach(CompletableFuture::join);
    }
}

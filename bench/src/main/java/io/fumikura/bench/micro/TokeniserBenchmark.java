package io.fumikura.bench.micro;

import io.fumikura.bench.load.MixedTexts;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How long it takes to make tokens of a Japanese text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokeniserBenchmark {
    /** Of the project; the runner sets it. */
    @Param(".")
    public String root = ".";

    @Param({"16", "128", "512"})
    public int tokens;

    private @Nullable MixedTexts texts;
    private String text = "";

    private MixedTexts load() {
        Path model = Path.of(root, "models/mini-embedding");
        TextEncoder encoder = TextEncoder.load(ModelFolder.verify(model), 512);
        try {
            return new MixedTexts(encoder, Path.of(root, "samples"), 1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void choose() {
        MixedTexts source = load();
        text = source.text(tokens).text();
        texts = source;
    }

    @Benchmark
    public Encoded encode() {
        return Objects.requireNonNull(texts).encode(text);
    }
}

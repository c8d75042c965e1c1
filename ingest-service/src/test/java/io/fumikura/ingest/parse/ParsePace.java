package io.fumikura.ingest.parse;

import io.fumikura.ingest.chunk.ChunkPolicy;
import io.fumikura.ingest.chunk.Chunker;
import io.fumikura.ingest.chunk.Chunking;
import io.fumikura.ingest.chunk.TokenCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * How many pages a second are read and cut into passages on one core, tokens counted as characters:
 * {@code java -cp … io.fumikura.ingest.parse.ParsePace seconds file…}.
 */
public final class ParsePace {
    private static final TokenCounter CHARACTERS =
            texts ->
                    CompletableFuture.completedFuture(
                            new TokenCounter.Counts(
                                    texts.stream().map(String::length).toList(), 512));

    private ParsePace() {}

    public static void main(String[] arguments) throws IOException {
        long seconds = Long.parseLong(arguments[0]);
        for (int round = 0; round < 2; round++) {
            for (int i = 1; i < arguments.length; i++) {
                measure(Path.of(arguments[i]), seconds, round == 0 ? "cold" : "warm");
            }
        }
        System.exit(0);
    }

    private static void measure(Path file, long seconds, String state) throws IOException {
        long pages = 0;
        long passages = 0;
        long reading = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < seconds * 1_000_000_000L) {
            Chunking chunking = new Chunker(ChunkPolicy.DEFAULT, CHARACTERS).begin("title");
            long begun = System.nanoTime();
            List<Page> read = ReadFile.pages(file, null, file.getFileName().toString());
            reading += System.nanoTime() - begun;
            pages += read.size();
            passages += chunking.take(read).toCompletableFuture().join().size();
            passages += chunking.finish().toCompletableFuture().join().size();
        }
        double used = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s, %s: %.0f pages/s (%.0f%% of the time for reading), %.0f passages/s, %d bytes%n",
                file.getFileName(),
                state,
                pages / used,
                100 * reading / 1e9 / used,
                passages / used,
                Files.size(file));
    }
}

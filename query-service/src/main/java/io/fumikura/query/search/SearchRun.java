package io.fumikura.query.search;

import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.index.Reader;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * What one search has used and lost so far. Stages follow each other, possibly on different
 * threads; none runs beside another.
 */
final class SearchRun {
    private static final String TOTAL = "total";

    private final Reader reader;
    private final SearchRequest request;
    private final Deadline deadline;
    private final Map<String, Double> timings = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<String> degraded = new CopyOnWriteArrayList<>();
    private final long begun = System.nanoTime();
    private volatile SearchMode mode;

    SearchRun(Reader reader, SearchRequest request, Deadline deadline) {
        this.reader = reader;
        this.request = request;
        this.deadline = deadline;
        this.mode = request.mode();
    }

    /** For whom. */
    Reader reader() {
        return reader;
    }

    SearchRequest request() {
        return request;
    }

    Deadline deadline() {
        return deadline;
    }

    /** How candidates are really found. */
    SearchMode mode() {
        return mode;
    }

    void withoutEmbedding() {
        mode = SearchMode.LEXICAL;
        degraded.add("embedding");
    }

    void withoutSomeDocuments() {
        degraded.add("index");
    }

    void withoutRerank() {
        degraded.add("rerank");
    }

    /** The stage, with the milliseconds it took noted whether it succeeds or not. */
    <T> Uni<T> timed(String stage, Uni<T> work) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            long start = System.nanoTime();
                            return work.onTermination().invoke(() -> note(stage, start));
                        });
    }

    /** Each stage and {@code total}: all of it until now, what lies between the stages included. */
    Map<String, Double> finalTimings() {
        note(TOTAL, begun);
        synchronized (timings) {
            return new LinkedHashMap<>(timings);
        }
    }

    List<String> degraded() {
        return List.copyOf(degraded);
    }

    private void note(String stage, long start) {
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        timings.put(stage, micros / 1000.0);
    }
}

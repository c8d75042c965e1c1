package io.fumikura.cli.system;

import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the same questions, of documents that do not change, again and again. By meaning alone, each
 * different answer is kept: two models answer differently, and a question of one model among
 * vectors of the other would give a third answer. By meaning and words, only that there is a whole
 * answer counts, because how rare a word is changes with the other documents.
 */
final class SearchWatch implements AutoCloseable {
    private static final int HITS = 10;

    /** Between two questions: who asks without one takes the processors from what is watched. */
    private static final long PAUSE_MILLIS = 30;

    private final RunningSystem system;
    private final List<String> questions;
    private final List<UUID> documents;
    private final Map<String, Set<List<String>>> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    SearchWatch(RunningSystem system, List<String> questions, List<UUID> documents) {
        this.system = system;
        this.questions = questions;
        this.documents = documents;
    }

    void start(int searchers) {
        for (int i = 0; i < searchers; i++) {
            int first = i;
            Thread thread = new Thread(() -> run(first), "search-watch-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(int first) {
        for (int i = first; !stopped; i++) {
            for (SearchMode mode : List.of(SearchMode.DENSE, SearchMode.HYBRID)) {
                String question = questions.get(i % questions.size());
                try {
                    List<String> answer = ask(question, mode);
                    if (mode == SearchMode.DENSE) {
                        answers.computeIfAbsent(question, k -> ConcurrentHashMap.newKeySet())
                                .add(answer);
                    }
                } catch (RuntimeException e) {
                    failures.add(mode + " " + question + ": " + e);
                }
                asked.incrementAndGet();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            }
        }
    }

    private List<String> ask(String question, SearchMode mode) {
        SearchFilters ofThese = new SearchFilters(documents, List.of(), List.of(), null, null);
        SearchResponse response =
                system.client()
                        .read(
                                system.client()
                                        .search(
                                                new SearchRequest(
                                                        question, HITS, ofThese, false, mode,
                                                        false)),
                                SearchResponse.class);
        if (!response.degraded().isEmpty() || response.hits().size() != HITS) {
            throw new IllegalStateException(
                    response.degraded() + ", " + response.hits().size() + " hits");
        }
        return response.hits().stream().map(SearchWatch::place).toList();
    }

    private static String place(Hit hit) {
        return hit.documentId() + "/" + hit.generation() + "/" + hit.ordinal();
    }

    /** Each question's answer at this moment, when only one model is there to give it. */
    Map<String, List<String>> now() {
        Map<String, List<String>> now = new HashMap<>();
        for (String question : questions) {
            now.put(question, ask(question, SearchMode.DENSE));
        }
        return now;
    }

    /** Answers that neither of the two gives. */
    List<String> others(Map<String, List<String>> one, Map<String, List<String>> two) {
        List<String> others = new ArrayList<>();
        answers.forEach(
                (question, given) -> {
                    Set<List<String>> rest = new HashSet<>(given);
                    rest.remove(one.get(question));
                    rest.remove(two.get(question));
                    rest.forEach(answer -> others.add(question + ": " + answer));
                });
        return others;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    long asked() {
        return asked.get();
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

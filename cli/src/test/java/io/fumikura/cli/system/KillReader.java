package io.fumikura.cli.system;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.client.Refusal;
import io.fumikura.cli.stack.Component;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks at one document after the other through the search route. What it sees must be one whole
 * version, never an older one than before, and never nothing while the document was there and is
 * not deleted.
 */
final class KillReader implements Callable<Void> {
    private static final Pattern PARAGRAPH = Pattern.compile("版V(\\d+) 段落P(\\d+)。");
    private static final long BETWEEN_NANOS = 20_000_000;

    private final FumikuraClient client;
    private final List<ToldDocument> documents;
    private final int[] seen;
    private final ConcurrentLinkedQueue<String> findings = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private final AtomicInteger looked = new AtomicInteger();
    private final AtomicInteger inVain = new AtomicInteger();

    KillReader(RunningSystem system, List<ToldDocument> documents) {
        this.client =
                new FumikuraClient(
                        system.settings().url(Component.INGEST),
                        system.settings().url(Component.QUERY));
        this.documents = documents;
        this.seen = new int[documents.size()];
    }

    void stop() {
        stopped = true;
    }

    /** Searches that were answered, and those that were not because something was down. */
    int looked() {
        return looked.get();
    }

    int inVain() {
        return inVain.get();
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    @Override
    public Void call() throws Exception {
        try (client) {
            for (int i = 0; !stopped; i = (i + 1) % documents.size()) {
                look(documents.get(i));
                // A reader, not a load test.
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        }
        return null;
    }

    private void look(ToldDocument document) {
        try {
            SearchResponse found =
                    client.read(client.search(everyPassageOf(document)), SearchResponse.class);
            if (found.degraded().isEmpty()) {
                looked.incrementAndGet();
                check(document, found.hits());
                return;
            }
        } catch (CommandFailure | Refusal down) {
            // Something is being killed; that is no finding.
        }
        inVain.incrementAndGet();
    }

    private static SearchRequest everyPassageOf(ToldDocument document) {
        SearchFilters only =
                new SearchFilters(List.of(document.id()), List.of(), List.of(), null, null);
        return new SearchRequest(
                ToldDocument.MARK, SearchRequest.MAX_TOP_K, only, false, SearchMode.LEXICAL, false);
    }

    private void check(ToldDocument document, List<Hit> hits) {
        int last = seen[document.number()];
        if (hits.isEmpty()) {
            // Read after the search: a deletion that was told meanwhile explains it too.
            if (last > 0 && document.lastDeletion() < last) {
                findings.add("a gap: %s after version %d".formatted(document.id(), last));
            }
            return;
        }
        Set<Integer> versions = numbers(hits, 1);
        // A text that was said more than once is taken for the earliest that it can be.
        int text = versions.iterator().next();
        int version = document.toldWith(text, last);
        if (versions.size() > 1) {
            findings.add("versions %s of %s at once".formatted(versions, document.id()));
        } else if (version == 0) {
            findings.add("%s went back from %d to %d".formatted(document.id(), last, text));
        } else if (!numbers(hits, 2).equals(whole(document.paragraphs(version)))) {
            findings.add(
                    "of version %d of %s only paragraphs %s of %d"
                            .formatted(
                                    version,
                                    document.id(),
                                    numbers(hits, 2),
                                    document.paragraphs(version)));
        }
        seen[document.number()] = Math.max(last, version);
    }

    private static Set<Integer> whole(int paragraphs) {
        return IntStream.rangeClosed(1, paragraphs).boxed().collect(Collectors.toSet());
    }

    private static Set<Integer> numbers(List<Hit> hits, int group) {
        Set<Integer> numbers = new TreeSet<>();
        for (Hit hit : hits) {
            PARAGRAPH
                    .matcher(hit.text())
                    .results()
                    .map((MatchResult match) -> Integer.valueOf(match.group(group)))
                    .forEach(numbers::add);
        }
        return numbers;
    }
}

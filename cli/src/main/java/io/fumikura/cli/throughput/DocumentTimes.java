package io.fumikura.cli.throughput;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * When one document was first seen in each state, from the moment its upload began. A state that
 * passed between two looks counts as reached with the next one.
 */
final class DocumentTimes {
    private final Instant begin;
    private final Map<DocumentState, Duration> seen = new EnumMap<>(DocumentState.class);

    DocumentTimes(Instant begin) {
        this.begin = begin;
    }

    void see(DocumentView document, Instant now) {
        seen.putIfAbsent(document.state(), Duration.between(begin, now));
    }

    /** Until every page is read and cut. */
    Duration read() {
        return first(DocumentState.EMBEDDING, DocumentState.INDEXING, DocumentState.INDEXED);
    }

    /** From then until every passage is embedded and written. */
    Duration written() {
        return first(DocumentState.INDEXING, DocumentState.INDEXED).minus(read());
    }

    /** From then until it is found. */
    Duration published() {
        return total().minus(first(DocumentState.INDEXING, DocumentState.INDEXED));
    }

    Duration total() {
        return first(DocumentState.INDEXED);
    }

    private Duration first(DocumentState... states) {
        for (DocumentState state : states) {
            Optional<Duration> at = Optional.ofNullable(seen.get(state));
            if (at.isPresent()) {
                return at.get();
            }
        }
        throw new IllegalStateException("the document is not indexed");
    }
}

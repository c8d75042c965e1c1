package io.fumikura.ingest.store;

import io.fumikura.contract.ingest.DocumentState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How many documents of all tenants are in which state, as it was when somebody last looked. */
public final class DocumentsStanding {
    private static final Counted NONE = new Counted(0, null);

    private final LastSeen<Map<DocumentState, Counted>> counted;

    private record Counted(long documents, @Nullable Instant oldest) {}

    public DocumentsStanding(Transactions transactions) {
        this.counted =
                new LastSeen<>(
                        Map.of(),
                        () -> transactions.read(DocumentsStanding::count),
                        UnaryOperator.identity());
    }

    public long in(DocumentState state) {
        return counted.seen().getOrDefault(state, NONE).documents();
    }

    /** How long the oldest of those that are in no final state has been so, until now. */
    public Duration oldest() {
        return counted.seen().values().stream()
                .flatMap(state -> Stream.ofNullable(state.oldest()))
                .min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, Instant.now()))
                .orElse(Duration.ZERO);
    }

    /** Returns at once; while the database is away what was counted last stays. */
    public void look() {
        counted.look();
    }

    /** An index holds all that this asks for. */
    private static Uni<Map<DocumentState, Counted>> count() {
        return Panache.getSession()
                .chain(
                        session ->
                                session.createSelectionQuery(
                                                "select state, count(*), min(unfinishedSince) from"
                                                        + " DocumentRow group by state",
                                                Object[].class)
                                        .getResultList())
                .map(
                        states -> {
                            Map<DocumentState, Counted> result = new HashMap<>();
                            for (Object[] state : states) {
                                result.put(
                                        (DocumentState) state[0],
                                        new Counted(
                                                ((Number) state[1]).longValue(),
                                                (Instant) state[2]));
                            }
                            return result;
                        });
    }
}

package io.fumikura.query.search;

import io.fumikura.index.ServedCollection;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the index serves, asked anew when it was asked too long ago. When it cannot be asked, what
 * it said last stands. That there is no index is never kept.
 */
final class ServedNow {
    /** Naming an alias takes a few milliseconds, whatever the size of the index. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final PassageIndex index;
    private final Duration validity;
    private volatile @Nullable Said said;

    ServedNow(PassageIndex index, Duration validity) {
        this.index = index;
        this.validity = validity;
    }

    private record Said(ServedCollection served, Deadline until) {}

    Uni<Optional<ServedCollection>> get(Deadline deadline) {
        Said known = said;
        if (known != null && !known.until().remaining().isZero()) {
            return Uni.createFrom().item(Optional.of(known.served()));
        }
        // A search has not the time to wait for both.
        Deadline wait = known == null ? deadline : deadline.within(GLANCE);
        return index.served(wait)
                .invoke(this::keep)
                .onFailure(failure -> known != null)
                .recoverWithItem(() -> Optional.ofNullable(known).map(Said::served));
    }

    private void keep(Optional<ServedCollection> served) {
        said = served.map(now -> new Said(now, Deadline.after(validity))).orElse(null);
    }

    /** The next one asks anew. */
    void forget() {
        Said known = said;
        if (known != null) {
            said = new Said(known.served(), Deadline.after(Duration.ZERO));
        }
    }
}

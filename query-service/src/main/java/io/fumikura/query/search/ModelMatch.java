package io.fumikura.query.search;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.embed.QueryEmbedder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether the index holds the kind of vectors the embedding model makes. The two are compared when
 * both can be asked; when one cannot, the last comparison stands, so that an outage is never taken
 * for a mismatch. The first caller waits for the comparison, later ones get the last result at once
 * while an old one is renewed behind them.
 */
public final class ModelMatch {
    private static final Duration RENEWAL = Duration.ofSeconds(5);

    private final QueryEmbedder embedder;
    private final PassageIndex index;
    private final Duration validity;
    private final AtomicReference<@Nullable Verdict> last = new AtomicReference<>();
    private final AtomicBoolean renewing = new AtomicBoolean();

    public ModelMatch(QueryEmbedder embedder, PassageIndex index, Duration validity) {
        this.embedder = embedder;
        this.index = index;
        this.validity = validity;
    }

    /** What is wrong, in words for whoever runs the service; empty when nothing is known to be. */
    public Uni<Optional<String>> mismatch(Deadline deadline) {
        Verdict known = last.get();
        if (known == null) {
            return compare(deadline);
        }
        if (known.until().remaining().isZero() && renewing.compareAndSet(false, true)) {
            compare(Deadline.after(RENEWAL))
                    .onTermination()
                    .invoke(() -> renewing.set(false))
                    .subscribe()
                    .with(words -> {}, failure -> {});
        }
        return Uni.createFrom().item(known.words());
    }

    private Uni<Optional<String>> compare(Deadline deadline) {
        return Uni.combine()
                .all()
                .unis(embedder.model(deadline), index.servedIndexCompat(deadline))
                .with(ModelMatch::words)
                .onFailure()
                .recoverWithItem(this::lastWords)
                .invoke(words -> last.set(new Verdict(words, Deadline.after(validity))));
    }

    private Optional<String> lastWords() {
        Verdict known = last.get();
        return known == null ? Optional.empty() : known.words();
    }

    private static Optional<String> words(ModelInfo model, String served) {
        if (Objects.equals(model.indexCompat(), served)) {
            return Optional.empty();
        }
        return Optional.of(
                "the index holds vectors of \"%s\", the embedding service makes vectors of \"%s\" (%s): start it with the model of the index, or reindex"
                        .formatted(served, model.indexCompat(), model.modelId()));
    }

    private record Verdict(Optional<String> words, Deadline until) {}
}

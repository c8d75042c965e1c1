package io.fumikura.query.search;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ServedCollection;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.embed.QueryEmbedder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of the embedding services makes the kind of vectors that the index serves. There are two
 * while the model is changed, and which one is right turns over in the moment the index is
 * switched. What the index serves is asked anew when it was asked too long ago; what the services
 * make is asked behind the searches, or at once when none is known to fit. When one cannot be
 * asked, what it said last stands, so that an outage is never taken for a mismatch.
 */
public final class ModelMatch {
    private static final Duration RENEWAL = Duration.ofSeconds(5);

    private final List<Service> services;
    private final ServedNow served;
    private final Duration validity;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile Deadline learnt = Deadline.after(Duration.ZERO);

    public ModelMatch(List<QueryEmbedder> embedders, PassageIndex index, Duration validity) {
        this.services = embedders.stream().map(Service::new).toList();
        this.served = new ServedNow(index, validity);
        this.validity = validity;
    }

    /** An embedding service, and the kind of vectors it makes and the index serves. */
    record Choice(QueryEmbedder embedder, String indexCompat) {}

    /** An embedding service and what it last said of its model. */
    private static final class Service {
        private final QueryEmbedder embedder;
        private volatile @Nullable ModelInfo model;

        Service(QueryEmbedder embedder) {
            this.embedder = embedder;
        }

        boolean makes(String indexCompat) {
            ModelInfo known = model;
            return known != null && indexCompat.equals(known.indexCompat());
        }
    }

    /**
     * Fails with {@code dependency_unavailable} when no service is known to fit, or the index never
     * said what it serves, and with {@code not_ready} when there is no index.
     */
    Uni<Choice> choose(Deadline deadline) {
        renewBehind();
        return served(deadline)
                .chain(compat -> choose(compat.orElseThrow(IndexedPassages::notThere), deadline));
    }

    /**
     * Whether the index has all documents, as far as is known.
     *
     * @param anew asked now, whatever was said before
     */
    Uni<Boolean> indexIsWhole(boolean anew, Deadline deadline) {
        if (anew) {
            served.forget();
        }
        return served.get(deadline)
                .map(now -> now.map(ServedCollection::whole).orElse(false))
                .onFailure()
                .recoverWithItem(true);
    }

    /** Asks the index again; empty when it still serves this kind, or cannot be asked. */
    Uni<Optional<Choice>> insteadOf(String usedCompat, Deadline deadline) {
        served.forget();
        return served(deadline)
                .map(compat -> compat.filter(now -> !now.equals(usedCompat)))
                .chain(
                        compat ->
                                compat.isEmpty()
                                        ? Uni.createFrom().item(Optional.<Choice>empty())
                                        : choose(compat.get(), deadline).map(Optional::of))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Uni<Choice> choose(String compat, Deadline deadline) {
        Optional<Choice> known = known(compat);
        return known.isPresent()
                ? Uni.createFrom().item(known.get())
                : learn(deadline).map(done -> known(compat).orElseThrow(() -> nobodyMakes(compat)));
    }

    private Optional<Choice> known(String compat) {
        return services.stream()
                .filter(service -> service.makes(compat))
                .findFirst()
                .map(service -> new Choice(service.embedder, compat));
    }

    /** What is wrong, in words for whoever runs the service; empty when nothing is known to be. */
    public Uni<Optional<String>> mismatch(Deadline deadline) {
        renewBehind();
        return served(deadline)
                .chain(
                        compat ->
                                compat.isEmpty() || known(compat.get()).isPresent()
                                        ? nothing()
                                        : learn(deadline).map(done -> words(compat.get())))
                .onFailure()
                .recoverWithUni(ModelMatch::nothing);
    }

    private static Uni<Optional<String>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<String>> served(Deadline deadline) {
        return served.get(deadline).map(now -> now.map(ServedCollection::indexCompat));
    }

    private void renewBehind() {
        if (learnt.remaining().isZero() && renewing.compareAndSet(false, true)) {
            learn(Deadline.after(RENEWAL))
                    .onTermination()
                    .invoke(() -> renewing.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> {});
        }
    }

    /** Never fails. */
    private Uni<Boolean> learn(Deadline deadline) {
        return Multi.createFrom()
                .iterable(services)
                .onItem()
                .transformToUniAndMerge(
                        service ->
                                service.embedder
                                        .model(deadline)
                                        .invoke(model -> service.model = model)
                                        .replaceWith(true)
                                        .onFailure()
                                        .recoverWithItem(false))
                .collect()
                .last()
                .invoke(() -> learnt = Deadline.after(validity))
                .replaceWith(true);
    }

    private ServiceException nobodyMakes(String compat) {
        return new ServiceException(
                ErrorCode.DEPENDENCY_UNAVAILABLE,
                words(compat)
                        .orElse(
                                "no embedding service that can be reached makes vectors of \"%s\""
                                        .formatted(compat)));
    }

    private Optional<String> words(String compat) {
        if (known(compat).isPresent() || services.stream().anyMatch(s -> s.model == null)) {
            return Optional.empty();
        }
        String made =
                services.stream()
                        .map(service -> service.model)
                        .map(
                                model ->
                                        model == null
                                                ? ""
                                                : "\"%s\" (%s)"
                                                        .formatted(
                                                                model.indexCompat(),
                                                                model.modelId()))
                        .collect(Collectors.joining(" and "));
        return Optional.of(
                "the index holds vectors of \"%s\", the embedding service makes vectors of %s: start it with the model of the index, or reindex"
                        .formatted(compat, made));
    }
}

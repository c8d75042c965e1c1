package io.fumikura.ingest.reconcile;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A long list, one page in memory at a time. */
final class Pages {
    private Pages() {}

    /**
     * @param page what follows a place, or the beginning; empty after the end
     * @param place where a page ends
     */
    static <T, P> Multi<T> of(
            Function<Optional<P>, Uni<List<T>>> page, Function<List<T>, P> place) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<Optional<P>>(Optional.empty()),
                        at ->
                                page.apply(at.get())
                                        .invoke(
                                                found -> {
                                                    if (!found.isEmpty()) {
                                                        at.set(Optional.of(place.apply(found)));
                                                    }
                                                }))
                .until(List::isEmpty)
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .concatenate();
    }
}

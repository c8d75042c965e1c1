package io.fumikura.query.search;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.index.ServedCollection;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the chunks it was given, in their order, and remembers what it was asked; or fails. */
public final class FakePassageIndex implements PassageIndex {
    private final List<FoundChunk> chunks;
    private final List<HybridQuery> asked = new ArrayList<>();
    private final List<String> searched = new ArrayList<>();
    private String served = "mini-1";
    private String dropped = "";
    private boolean down;
    private boolean missing;
    private boolean lost;

    public FakePassageIndex(FoundChunk... chunks) {
        this.chunks = List.of(chunks);
    }

    public FakePassageIndex down() {
        down = true;
        return this;
    }

    /** It answers, and has no index. */
    public FakePassageIndex missing() {
        missing = true;
        return this;
    }

    /** The index was lost and made anew. */
    public void losesDocuments() {
        lost = true;
    }

    /** The index is switched to another model. */
    public void serves(String indexCompat) {
        served = indexCompat;
    }

    /** The collection of a model is gone. */
    public void drop(String indexCompat) {
        dropped = indexCompat;
    }

    /** Which models' collections were searched by vector, one after the other. */
    public List<String> searched() {
        return searched;
    }

    public HybridQuery lastAsked() {
        return asked.get(asked.size() - 1);
    }

    @Override
    public Uni<List<FoundChunk>> find(
            HybridQuery query, Optional<String> indexCompat, Deadline deadline) {
        asked.add(query);
        indexCompat.ifPresent(searched::add);
        if (missing) {
            return Uni.createFrom().failure(IndexedPassages.notThere());
        }
        return down || indexCompat.equals(Optional.of(dropped))
                ? failure()
                : Uni.createFrom()
                        .item(lost ? List.of() : chunks.stream().limit(query.limit()).toList());
    }

    @Override
    public Uni<Optional<ServedCollection>> served(Deadline deadline) {
        return down
                ? failure()
                : Uni.createFrom()
                        .item(
                                missing
                                        ? Optional.empty()
                                        : Optional.of(new ServedCollection(served, !lost)));
    }

    private static <T> Uni<T> failure() {
        return Uni.createFrom()
                .failure(
                        new ServiceException(
                                ErrorCode.DEPENDENCY_UNAVAILABLE, "the index cannot be reached"));
    }
}

package io.fumikura.query.search;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** Finds the chunks it was given, in their order, and remembers what it was asked; or fails. */
public final class FakePassageIndex implements PassageIndex {
    private final List<FoundChunk> chunks;
    private final List<HybridQuery> asked = new ArrayList<>();
    private boolean down;

    public FakePassageIndex(FoundChunk... chunks) {
        this.chunks = List.of(chunks);
    }

    public FakePassageIndex down() {
        down = true;
        return this;
    }

    public HybridQuery lastAsked() {
        return asked.get(asked.size() - 1);
    }

    @Override
    public Uni<List<FoundChunk>> find(HybridQuery query, Deadline deadline) {
        asked.add(query);
        return down
                ? failure()
                : Uni.createFrom().item(chunks.stream().limit(query.limit()).toList());
    }

    @Override
    public Uni<String> servedIndexCompat(Deadline deadline) {
        return down ? failure() : Uni.createFrom().item("mini-1");
    }

    private static <T> Uni<T> failure() {
        return Uni.createFrom()
                .failure(
                        new ServiceException(
                                ErrorCode.DEPENDENCY_UNAVAILABLE, "the index cannot be reached"));
    }
}

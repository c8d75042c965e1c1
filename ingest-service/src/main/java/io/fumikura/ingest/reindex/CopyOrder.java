package io.fumikura.ingest.reindex;

import io.fumikura.ingest.index.EmbeddingServices;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * What copying is for.
 *
 * @param indexCompat the collection to be filled
 * @param other one that may know a generation's title and tags, should the document's row describe
 *     a newer one already
 * @param model makes the vectors
 * @param hold runs first in each transaction that writes: keeps the order standing until its end,
 *     or fails with {@link Stopped}
 */
public record CopyOrder(
        String indexCompat, String other, EmbeddingServices.Made model, Supplier<Uni<Void>> hold) {}

package io.fumikura.ingest.index;

import io.fumikura.contract.embedding.ModelInfo;
import io.smallrye.mutiny.Uni;

/** The model whose vectors will come. */
public interface EmbeddingModel {

    /** Fails with {@code dependency_unavailable} while nobody answers. */
    Uni<ModelInfo> describe();
}

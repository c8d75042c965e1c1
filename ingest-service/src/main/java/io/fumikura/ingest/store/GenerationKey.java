package io.fumikura.ingest.store;

import java.util.UUID;

/** One version of one document. */
public record GenerationKey(UUID documentId, int generation) {}

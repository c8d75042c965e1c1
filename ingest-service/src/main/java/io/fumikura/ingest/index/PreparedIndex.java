package io.fumikura.ingest.index;

/**
 * The index that vectors are written to.
 *
 * @param dimension length of every vector
 */
public record PreparedIndex(String indexCompat, int dimension) {}

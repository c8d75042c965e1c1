package io.fumikura.ingest.store;

/**
 * What a generation was made from.
 *
 * @param sha256 of the original
 * @param contentType what the original is
 */
public record Source(String sha256, String contentType) {}

package io.fumikura.contract.ingest;

/**
 * What {@code POST /v1/words/renew} did.
 *
 * @param passages how many were indexed again
 */
public record RenewedWords(long passages) {}

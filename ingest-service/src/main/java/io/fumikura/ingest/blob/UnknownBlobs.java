package io.fumikura.ingest.blob;

/**
 * Things in the store that it did not put there, for example by an earlier layout. Nobody reads or
 * removes them.
 *
 * @param place where they are
 * @param count how many there are
 * @param example one of their names
 */
public record UnknownBlobs(String place, long count, String example) {}

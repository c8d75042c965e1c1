package io.fumikura.index;

/**
 * The collection that is searched.
 *
 * @param indexCompat whose vectors it holds
 * @param whole false from when it was made in the place of one that is lost until {@link
 *     IndexCollections#declareWhole}: what is not found in it may be in the documents all the same
 */
public record ServedCollection(String indexCompat, boolean whole) {}

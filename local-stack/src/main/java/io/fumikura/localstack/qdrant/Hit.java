package io.fumikura.localstack.qdrant;

/**
 * A point that was found.
 *
 * @param doc its number in the index as the searcher sees it
 */
record Hit(int doc, float score) {}

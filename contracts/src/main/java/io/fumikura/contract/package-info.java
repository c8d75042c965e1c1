/**
 * What crosses a process boundary, in one package for each neighbour: {@code problem} (errors),
 * {@code embedding}, {@code rerank}, {@code query}, {@code ingest} (REST) and {@code event}
 * (Kafka).
 */
@NullMarked
package io.fumikura.contract;

import org.jspecify.annotations.NullMarked;

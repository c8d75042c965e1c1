/**
 * Kafka, PostgreSQL and a Qdrant-compatible store in one JVM on one folder, for a laptop and for
 * tests. Nothing depends on this but tests and {@code dev.sh}. Start at {@link
 * io.fumikura.localstack.LocalStack}.
 */
@NullMarked
package io.fumikura.localstack;

import org.jspecify.annotations.NullMarked;

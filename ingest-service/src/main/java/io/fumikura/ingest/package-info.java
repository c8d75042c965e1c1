/**
 * ingest-service: documents in through REST and Kafka, to the index exactly once. This package is
 * the rim: routes, channels, settings and the beans that tie the plain classes of the sub-packages
 * together. Start at {@link io.fumikura.ingest.intake.IngestPipeline}.
 */
@NullMarked
package io.fumikura.ingest;

import org.jspecify.annotations.NullMarked;

/**
 * How documents come in, through REST and Kafka, and what happens until their passages are on their
 * way to be embedded. Start at {@link io.fumikura.ingest.intake.IngestPipeline}; {@link
 * io.fumikura.ingest.intake.Uploads} and {@link io.fumikura.ingest.intake.EventIntake} are the two
 * doors.
 */
@NullMarked
package io.fumikura.ingest.intake;

import org.jspecify.annotations.NullMarked;

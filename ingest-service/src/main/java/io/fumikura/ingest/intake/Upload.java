package io.fumikura.ingest.intake;

import io.fumikura.access.Caller;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.parse.Format;
import java.util.Optional;
import java.util.UUID;

/**
 * A document that came over REST, its content staged.
 *
 * @param replaces the document that gets this content as a new generation, or empty
 */
public record Upload(
        Caller caller,
        Description description,
        Format format,
        StagedBlob content,
        Optional<UUID> replaces,
        Optional<String> idempotencyKey) {}

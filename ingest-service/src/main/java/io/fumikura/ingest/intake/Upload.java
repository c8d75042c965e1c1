package io.fumikura.ingest.intake;

import io.fumikura.access.Caller;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.store.DocumentRow;
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
        Optional<String> idempotencyKey) {

    /**
     * @throws io.fumikura.contract.problem.ServiceException the content is of no format that is
     *     read
     */
    public static Upload of(
            Caller caller,
            Description description,
            StagedBlob content,
            Optional<UUID> replaces,
            Optional<String> idempotencyKey) {
        Format format = description.formatOf(content);
        return new Upload(caller, description, format, content, replaces, idempotencyKey);
    }

    /**
     * As it is to be taken for this document. Who names it says all there is to say of it; who only
     * sends bytes that it has already changes what they mention.
     */
    Upload to(DocumentRow row) {
        return replaces.isPresent()
                ? this
                : of(caller, description.orAsOf(row), content, replaces, idempotencyKey);
    }
}

package io.fumikura.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data of {@code document.submitted} on {@code fumikura.documents}. The content comes inline,
 * lies in the blob store already, or is an object in an S3 bucket that ingest-service is allowed to
 * read. It says all there is to say of the document but for the groups: another title, format,
 * other tags or metadata than before make a new generation, of the same bytes too.
 *
 * @param documentId the document to create or replace; without it one is derived from the event
 * @param title shown with hits; the file name or the event's subject serves where it is missing
 * @param contentBase64 the content itself, or null when {@code blob} names it
 * @param blob SHA-256 (hex) of content in the blob store
 * @param uri {@code s3://bucket/key}, the key as it stands and not encoded
 * @param sha256 of the content, in lower-case hex, to be checked; or null
 * @param groups who may read it: none for the whole tenant, null for whoever may read it now
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentSubmitted(
        @Nullable UUID documentId,
        @Nullable String title,
        @Nullable String contentType,
        @Nullable String contentBase64,
        @Nullable String blob,
        @Nullable String uri,
        @Nullable String sha256,
        @Nullable List<String> tags,
        @Nullable List<String> groups,
        @Nullable Map<String, Object> metadata) {

    public static final String TYPE = "document.submitted";
}

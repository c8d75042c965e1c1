package io.fumikura.ingest;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** The parts of a multipart upload. */
public class UploadForm {
    @RestForm("file")
    public @Nullable FileUpload file;

    @RestForm("title")
    @PartType(MediaType.TEXT_PLAIN)
    public @Nullable String title;

    /** Repeated for each tag. */
    @RestForm("tags")
    public @Nullable List<String> tags;

    /** Repeated for each group that may read it. */
    @RestForm("groups")
    public @Nullable List<String> groups;

    @RestForm("metadata")
    @PartType(MediaType.TEXT_PLAIN)
    @Schema(description = "a JSON object")
    public @Nullable String metadata;

    @RestForm("document_id")
    @PartType(MediaType.TEXT_PLAIN)
    public @Nullable String documentId;
}

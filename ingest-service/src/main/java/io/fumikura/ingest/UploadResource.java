package io.fumikura.ingest;

import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.intake.Description;
import io.fumikura.ingest.intake.Generations.Accepted;
import io.fumikura.ingest.intake.Upload;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Takes documents in. The body goes to the blob store's staging area as it arrives. */
@Path("/v1/documents")
@Produces(MediaType.APPLICATION_JSON)
@AnsweredInTime
public class UploadResource {
    private static final String KNOWN_BYTES =
            "Bytes that a document has already become no second one. Where title, tags,"
                    + " metadata or format are other than the document's, or it failed, or its"
                    + " original or text is lost, it is read again as its next generation (202),"
                    + " and found as before until that is indexed; otherwise nothing is done"
                    + " (200). Without document_id, what is left out stays as it is; with it, what"
                    + " is left out is gone, but for the groups. A request that is repeated with"
                    + " its Idempotency-Key changes nothing, whatever happened since: it is"
                    + " answered with the document as it is, or with 409 when that was deleted. One"
                    + " that could not be read (200, failed) is read again when it is sent with"
                    + " another key or none.";

    private final Uploads uploads;
    private final BlobStore blobs;
    private final OutboxRelay relay;
    private final CurrentCaller caller;

    UploadResource(Uploads uploads, BlobStore blobs, OutboxRelay relay, CurrentCaller caller) {
        this.caller = caller;
        this.uploads = uploads;
        this.blobs = blobs;
        this.relay = relay;
    }

    @POST
    @Blocking
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary =
                    "Take in a document as a form: file, title, tags, groups, metadata, document_id",
            description = KNOWN_BYTES)
    public Uni<RestResponse<DocumentView>> uploadForm(
            @BeanParam UploadForm form,
            @RestHeader("Idempotency-Key") @Nullable String idempotencyKey)
            throws IOException {
        FileUpload file = form.file;
        if (file == null) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST, "The form has no part named file");
        }
        Description description =
                new Description(
                        form.title,
                        file.fileName(),
                        file.contentType(),
                        Parameters.tags(form.tags),
                        Parameters.groups(form.groups),
                        Parameters.metadata(form.metadata));
        Optional<UUID> replaces = Parameters.replaced(form.documentId);
        Optional<String> key = Parameters.idempotencyKey(idempotencyKey);
        try (InputStream content = Files.newInputStream(file.uploadedFile())) {
            return accept(description, blobs.staging().stage(content), replaces, key);
        }
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Take in a document as the body, of the type Content-Type says",
            description = KNOWN_BYTES)
    public Uni<RestResponse<DocumentView>> uploadBody(
            InputStream content,
            @RestHeader("Content-Type") @Nullable String contentType,
            @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
            @RestQuery @Nullable String title,
            @RestQuery("file_name") @Nullable String fileName,
            @RestQuery @Nullable List<String> tags,
            @RestQuery @Nullable List<String> groups,
            @RestQuery @Nullable String metadata,
            @RestQuery("document_id") @Nullable String documentId)
            throws IOException {
        // The body is read whatever is wrong with the rest: who still sends does not listen.
        StagedBlob staged = blobs.staging().stage(content);
        try {
            return accept(
                    new Description(
                            title,
                            fileName,
                            contentType,
                            Parameters.tags(tags),
                            Parameters.groups(groups),
                            Parameters.metadata(metadata)),
                    staged,
                    Parameters.replaced(documentId),
                    Parameters.idempotencyKey(idempotencyKey));
        } catch (ServiceException e) {
            staged.discard();
            throw e;
        }
    }

    private Uni<RestResponse<DocumentView>> accept(
            Description description,
            StagedBlob staged,
            Optional<UUID> replaces,
            Optional<String> idempotencyKey) {
        try {
            if (staged.size() == 0) {
                throw new ServiceException(ErrorCode.EMPTY_DOCUMENT, "The document has no bytes");
            }
            Upload upload = Upload.of(caller.get(), description, staged, replaces, idempotencyKey);
            return uploads.accept(upload).invoke(relay::wake).map(UploadResource::answer);
        } catch (ServiceException e) {
            staged.discard();
            throw e;
        }
    }

    private static RestResponse<DocumentView> answer(Accepted accepted) {
        boolean nothingToDo = !accepted.begun() && accepted.document().state.isFinal();
        return RestResponse.ResponseBuilder.create(
                        nothingToDo ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED,
                        DocumentViews.of(accepted.document()))
                .location(URI.create("/v1/documents/" + accepted.document().id))
                .build();
    }
}

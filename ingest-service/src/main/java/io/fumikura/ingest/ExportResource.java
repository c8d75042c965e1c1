package io.fumikura.ingest;

import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.export.AttachmentName;
import io.fumikura.ingest.export.ExportFormat;
import io.fumikura.ingest.export.ExportOrder;
import io.fumikura.ingest.export.Exported;
import io.fumikura.ingest.export.Exports;
import io.fumikura.ingest.store.DocumentRow;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Documents as files of other formats. */
@Path("/v1/documents/{id}/export")
public class ExportResource {
    private final Catalogue catalogue;
    private final Exports exports;
    private final CurrentCaller caller;

    ExportResource(Catalogue catalogue, Exports exports, CurrentCaller caller) {
        this.caller = caller;
        this.catalogue = catalogue;
        this.exports = exports;
    }

    @GET
    @Operation(
            summary = "The document as searchable PDF, Markdown, HTML or JSON",
            description =
                    "pdf: scanned pages of a PDF get their text as letters that are not seen, each"
                            + " where it stands, and pictures become a PDF with such text; a PDF"
                            + " nothing of which was recognised is sent as it is. markdown and"
                            + " html: headings, lists and tables, without what is printed on page"
                            + " after page. json: pages, blocks, lines, their places and how sure"
                            + " OCR was. Sent when it is whole.")
    @APIResponse(
            responseCode = "200",
            description = "The file, named after the document",
            content = {
                @Content(
                        mediaType = "application/pdf",
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "text/markdown", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/html", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(
            responseCode = "404",
            description =
                    "No such document; for pdf, of a format that has no pages (no_page_image)")
    @APIResponse(
            responseCode = "409",
            description = "The document is not read yet, or was replaced or deleted meanwhile")
    @APIResponse(responseCode = "422", description = "No such format, or the original is damaged")
    @APIResponse(responseCode = "429", description = "Too many documents are being exported")
    @APIResponse(responseCode = "504", description = "It takes too long")
    public Uni<Response> export(
            @RestPath String id,
            @Parameter(
                            required = true,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"pdf", "markdown", "html", "json"}))
                    @RestQuery
                    @Nullable String format,
            @Context RoutingContext request) {
        ExportFormat to = ExportFormat.parse(Parameters.given(format).orElse(""));
        return catalogue
                .shown(caller.get(), Parameters.documentId(id))
                .map(shown -> order(shown, to))
                .chain(
                        order ->
                                exports.export(order)
                                        .map(exported -> answer(order, exported, request)));
    }

    private static ExportOrder order(Catalogue.Shown shown, ExportFormat to) {
        DocumentRow row = shown.document();
        if (row.state == DocumentState.DELETED) {
            throw new ServiceException(ErrorCode.DOCUMENT_NOT_FOUND, "The document was deleted");
        }
        boolean isRead =
                row.indexedGeneration != null
                        || row.state == DocumentState.EMBEDDING
                        || row.state == DocumentState.INDEXING;
        if (!isRead) {
            throw new ServiceException(
                    ErrorCode.CONFLICT,
                    row.state == DocumentState.FAILED
                            ? "The document could not be read: " + row.errorDetail
                            : "The document is not read yet");
        }
        if (to == ExportFormat.PDF && !shown.hasPictures()) {
            throw PageImageResource.withoutPictures(shown);
        }
        return new ExportOrder(
                row.tenant,
                shown.key(),
                shown.source().orElseThrow(PageImageResource::gone),
                shown.format().orElseThrow(PageImageResource::gone),
                row.title.isBlank() ? row.id.toString() : row.title,
                to);
    }

    private static Response answer(ExportOrder order, Exported exported, RoutingContext request) {
        if (request.response().closed() || request.response().ended()) {
            exported.release().run();
            throw new ServiceException(ErrorCode.DEADLINE_EXCEEDED, "The caller has left");
        }
        request.addEndHandler(ended -> exported.release().run());
        return Response.ok(exported.file(), order.to().mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        AttachmentName.disposition(order.title(), order.to().ending()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header("X-Content-Type-Options", "nosniff")
                // Whoever opens it in a browser: nothing in it runs or loads anything.
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .build();
    }
}

package io.fumikura.ingest;

import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.picture.LineNumbers;
import io.fumikura.ingest.picture.PagePictures;
import io.fumikura.ingest.picture.PictureOrder;
import io.fumikura.ingest.store.LineRow;
import io.fumikura.ingest.store.Source;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Pages to be looked at. */
@Path("/v1/documents/{id}/pages/{number}/image")
public class PageImageResource {
    private static final String PNG = "image/png";

    /** Kept by the caller only, and asked about each time: the document may be replaced. */
    private static final String CACHING = "private, no-cache";

    private final Catalogue catalogue;
    private final PagePictures pictures;
    private final CurrentCaller caller;

    PageImageResource(Catalogue catalogue, PagePictures pictures, CurrentCaller caller) {
        this.caller = caller;
        this.catalogue = catalogue;
        this.pictures = pictures;
    }

    @GET
    @Produces(PNG)
    @Operation(
            summary = "A page as a picture, lines marked",
            description =
                    "Drawn from the original: pages of PDF, PNG, JPEG and TIFF. Other formats have"
                            + " text only and answer no_page_image. Lines are those of the page"
                            + " without /image; their boxes, scaled by the picture's width over"
                            + " the page's, are where they are in the picture. Answers 304 to an"
                            + " If-None-Match with the ETag of an earlier answer.")
    @APIResponse(
            responseCode = "200",
            description = "The picture",
            content =
                    @Content(
                            mediaType = PNG,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "The picture is the one the caller has")
    @APIResponse(
            responseCode = "404",
            description = "No such document or page, or its format has no pictures of pages")
    @APIResponse(
            responseCode = "422",
            description = "A parameter is not valid, or the page is damaged and cannot be drawn")
    @APIResponse(responseCode = "429", description = "Too many pictures are asked for")
    @APIResponse(responseCode = "504", description = "Drawing the page takes too long")
    public Uni<Response> image(
            @RestPath String id,
            @Parameter(description = "Of the page, from 1") @RestPath String number,
            @Parameter(description = "Lines that are marked", example = "3-5,8") @RestQuery
                    @Nullable String lines,
            @Parameter(
                            description =
                                    "Of the picture in pixels, from 100 to 3000; less for a page"
                                            + " that would have more than 8 million, and never more"
                                            + " than a PNG, JPEG or TIFF has itself",
                            schema = @Schema(defaultValue = "1200"))
                    @RestQuery
                    @Nullable String width,
            Request request) {
        int page = Parameters.page(number);
        LineNumbers marked = Parameters.lines(lines);
        int pixels =
                Parameters.number(
                        "width",
                        width,
                        PictureOrder.DEFAULT_WIDTH,
                        PictureOrder.MIN_WIDTH,
                        PictureOrder.MAX_WIDTH);
        return catalogue
                .shown(caller.get(), Parameters.documentId(id))
                .chain(shown -> order(shown, page, pixels, marked))
                .chain(order -> answer(order, request));
    }

    private Uni<PictureOrder> order(
            Catalogue.Shown shown, int page, int width, LineNumbers marked) {
        Source source = drawable(shown);
        if (page < 1) {
            throw new ServiceException(ErrorCode.NOT_FOUND, "The document has no such page");
        }
        Uni<List<Line.Box>> boxes =
                marked.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : catalogue
                                .lines(shown.key(), page)
                                .invoke(found -> marked.checkWithin(found.size()))
                                .map(found -> boxes(found, marked));
        return boxes.map(
                marks ->
                        new PictureOrder(
                                new BlobKey(shown.document().tenant, source.sha256()),
                                shown.format().orElseThrow(),
                                page,
                                width,
                                marks));
    }

    private static Source drawable(Catalogue.Shown shown) {
        Source source = shown.source().orElseThrow(PageImageResource::gone);
        if (!shown.hasPictures()) {
            throw withoutPictures(shown);
        }
        return source;
    }

    static ServiceException gone() {
        return new ServiceException(
                ErrorCode.NO_PAGE_IMAGE, "The original of the document is no longer kept");
    }

    static ServiceException withoutPictures(Catalogue.Shown shown) {
        return new ServiceException(
                ErrorCode.NO_PAGE_IMAGE,
                "A document of the type %s has no images of its pages; the text of a page is at"
                                .formatted(shown.document().contentType)
                        + " /v1/documents/%s/pages/1".formatted(shown.document().id));
    }

    private static List<Line.Box> boxes(List<LineRow> lines, LineNumbers marked) {
        return lines.stream()
                .filter(line -> marked.contains(line.number))
                .map(LineRow::box)
                .flatMap(Optional::stream)
                .toList();
    }

    private Uni<Response> answer(PictureOrder order, Request request) {
        EntityTag tag = new EntityTag(order.tag());
        Response.@Nullable ResponseBuilder known = request.evaluatePreconditions(tag);
        Uni<Response.ResponseBuilder> response =
                known != null
                        ? Uni.createFrom().item(known)
                        : Uni.createFrom()
                                .completionStage(() -> pictures.png(order))
                                .map(png -> Response.ok(png, PNG));
        return response.map(
                built -> built.tag(tag).header(HttpHeaders.CACHE_CONTROL, CACHING).build());
    }
}

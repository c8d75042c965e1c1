package io.fumikura.ingest;

import io.fumikura.access.Caller;
import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.ingest.ReviewList;
import io.fumikura.ingest.store.DoubtfulPages;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Pages that somebody should compare with their picture. */
@Path("/v1/review")
@Produces(MediaType.APPLICATION_JSON)
@AnsweredInTime
public class ReviewResource {
    private final DoubtfulPages pages = new DoubtfulPages();
    private final Transactions transactions;
    private final CurrentCaller caller;
    private final double below;

    ReviewResource(Transactions transactions, CurrentCaller caller, IngestConfig config) {
        this.caller = caller;
        this.transactions = transactions;
        this.below = config.ocr().reviewBelow();
    }

    @GET
    @Operation(
            summary = "Pages that OCR was not sure of, the least sure first",
            description =
                    "They are indexed like all others. A page is listed when the mean confidence of"
                            + " its lines, by their length, is below INGEST_OCR_REVIEW_BELOW; with"
                            + " it come its three least sure lines. …/pages/{n}/image?lines= shows"
                            + " where they stand.")
    public Uni<ReviewList> list(
            @Parameter(description = "How many to leave out", schema = @Schema(defaultValue = "0"))
                    @RestQuery
                    @Nullable String offset,
            @Parameter(
                            description = "How many at most, up to 200",
                            schema = @Schema(defaultValue = "50"))
                    @RestQuery
                    @Nullable String limit) {
        Parameters.Range range = Parameters.range(offset, limit);
        Caller reader = caller.get();
        return transactions.read(
                () ->
                        pages.list(reader, below, range.offset(), range.limit())
                                .chain(
                                        found ->
                                                pages.count(reader, below)
                                                        .map(
                                                                total ->
                                                                        new ReviewList(
                                                                                found,
                                                                                total,
                                                                                range.offset(),
                                                                                range.limit(),
                                                                                below))));
    }
}

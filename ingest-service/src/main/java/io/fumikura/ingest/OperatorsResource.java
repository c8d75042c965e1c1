package io.fumikura.ingest;

import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.ingest.DeadLetterView;
import io.fumikura.contract.ingest.ReconcileLine;
import io.fumikura.contract.ingest.RenewedWords;
import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.Replay;
import io.fumikura.ingest.index.Words;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.reconcile.ReconcileOptions;
import io.fumikura.ingest.reconcile.Reconciliation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.common.util.RestMediaType;
import org.jspecify.annotations.Nullable;

/** What operators need to look after dead letters and what is stored. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class OperatorsResource {
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final Duration STUCK_AFTER = Duration.ofMinutes(15);

    private final DeadLetters deadLetters;
    private final Replay replay;
    private final OutboxRelay relay;
    private final Reconciliation reconciliation;
    private final Words words;
    private final CurrentCaller caller;

    OperatorsResource(
            DeadRecords dead,
            OutboxRelay relay,
            Reconciliation reconciliation,
            Words words,
            CurrentCaller caller) {
        this.caller = caller;
        this.deadLetters = dead.letters();
        this.replay = dead.replay();
        this.relay = relay;
        this.reconciliation = reconciliation;
        this.words = words;
    }

    /** Answers when it is done: about a minute for 100,000 passages; searches go on meanwhile. */
    @POST
    @Path("words/renew")
    @Operation(summary = "Index the stored passages again with the words of the vocabularies now")
    public Uni<RenewedWords> renewWords() {
        return words.renew(caller.get().tenant()).map(RenewedWords::new);
    }

    @GET
    @AnsweredInTime
    @Path("dead-letters")
    @Operation(summary = "Records that could not be handled, newest first")
    public Uni<List<DeadLetterView>> list(
            @RestQuery @Nullable String offset, @RestQuery @Nullable String limit) {
        Parameters.Range range = Parameters.range(offset, limit);
        return deadLetters
                .list(caller.get(), range.offset(), range.limit())
                .map(rows -> rows.stream().map(DocumentViews::of).toList());
    }

    @POST
    @Path("reconcile")
    @Produces(RestMediaType.APPLICATION_NDJSON)
    @Operation(
            summary = "Compare database, blob store and index; a line for each finding, and a last")
    public Multi<ReconcileLine> reconcile(
            @RestQuery @Nullable String repair,
            @RestQuery("stuck_after") @Nullable String stuckAfter) {
        return reconciliation
                .run(
                        new ReconcileOptions(
                                Parameters.flag("repair", repair),
                                Parameters.duration("stuck_after", stuckAfter, STUCK_AFTER)))
                .onCompletion()
                .invoke(relay::wake);
    }

    @DELETE
    @AnsweredInTime
    @Path("dead-letters/{id}")
    @ResponseStatus(NO_CONTENT)
    @Operation(summary = "Forget the record; its document stays as it is")
    public Uni<Void> discard(@RestPath String id) {
        return deadLetters.discard(caller.get(), Parameters.deadLetterId(id));
    }

    @POST
    @AnsweredInTime
    @Path("dead-letters/{id}/replay")
    @ResponseStatus(ACCEPTED)
    @Operation(summary = "Put the record back on its topic, once")
    public Uni<DeadLetterView> replay(@RestPath String id) {
        return replay.replay(caller.get(), Parameters.deadLetterId(id))
                .invoke(relay::wake)
                .map(DocumentViews::of);
    }
}

package io.fumikura.access.http;

import io.fumikura.access.Caller;
import io.fumikura.contract.problem.ErrorCode;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.TreeSet;

/** Routes as the services have them, each of which says whose request it was. */
@Path("/")
@Produces(MediaType.TEXT_PLAIN)
public class AskedResource {
    private final CurrentCaller callers;
    private final AuditedActs acts;
    private final SignIn signIn;

    AskedResource(CurrentCaller callers, AuditedActs acts, SignIn signIn) {
        this.callers = callers;
        this.acts = acts;
        this.signIn = signIn;
    }

    @GET
    @Path("v1/whoami")
    public String whoami() {
        Caller caller = callers.get();
        return "%s of %s, %s, %s"
                .formatted(
                        caller.name(),
                        caller.tenant(),
                        new TreeSet<>(caller.scopes()),
                        new TreeSet<>(caller.groups()));
    }

    @POST
    @Path("v1/search")
    public String search(String text) {
        acts.searchedFor(text);
        return whoami();
    }

    /** Several things in one request, as an assistant may send them; the last does not end. */
    @POST
    @Path("mcp")
    public String assistant(String text) {
        acts.calledToAsk("search", text).done();
        acts.called("read").failed(ErrorCode.DOCUMENT_NOT_FOUND);
        acts.called("ask");
        return whoami();
    }

    @GET
    @Path("v1/documents/{id}")
    public String document() {
        return whoami();
    }

    @DELETE
    @Path("v1/documents/{id}")
    public String delete() {
        return whoami();
    }

    @GET
    @Path("v1/documents/{id}/pages/{number}")
    public String page() {
        return whoami();
    }

    @GET
    @Path("v1/documents/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> events() {
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item("begun"), Multi.createFrom().nothing());
    }

    @GET
    @Path("v1/forgotten")
    public String forgotten() {
        return whoami();
    }

    @POST
    @Path("embed")
    public String embed() {
        return whoami();
    }

    @POST
    @Path("v2/rerank")
    public String rerank() {
        return whoami();
    }

    @POST
    @Path("v1/session")
    public void in(String key, @Context RoutingContext context) {
        signIn.in(context, key);
    }

    @DELETE
    @Path("v1/session")
    public void out(@Context RoutingContext context) {
        signIn.out(context);
    }
}

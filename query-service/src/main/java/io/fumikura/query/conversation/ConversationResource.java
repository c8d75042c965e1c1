package io.fumikura.query.conversation;

import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.query.ConversationView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/**
 * {@code /v1/conversations/{id}}: what the caller asked with this {@code conversation_id}. Works
 * for what was kept before, too, after the operator has switched that off.
 */
@Path("/v1/conversations/{id}")
public class ConversationResource {
    private final Conversations conversations;
    private final CurrentCaller caller;

    ConversationResource(Conversations conversations, CurrentCaller caller) {
        this.conversations = conversations;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The questions and answers of one's own conversation, oldest first")
    public Uni<ConversationView> read(@RestPath UUID id) {
        return conversations.read(caller.get(), id);
    }

    @DELETE
    @Operation(summary = "Deletes one's own conversation; also 204 where there is none")
    public Uni<Void> delete(@RestPath UUID id) {
        return conversations.delete(caller.get(), id);
    }
}

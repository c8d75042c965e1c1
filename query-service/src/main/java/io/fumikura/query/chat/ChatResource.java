package io.fumikura.query.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.chat.ChatRequest;
import io.fumikura.contract.chat.ChatResponse;
import io.fumikura.contract.chat.ModelList;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.query.answer.AnswerEvent;
import io.fumikura.query.answer.AnswerEvent.Done;
import io.fumikura.query.answer.AnswerPipeline;
import io.fumikura.query.log.Asked;
import io.fumikura.query.log.QueryLog;
import io.fumikura.query.stream.EventStream;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * {@code POST /v1/chat/completions} and {@code GET /v1/models}, for clients made for OpenAI. The
 * last user message is the question, the turns before it tell what it refers to; nothing is kept
 * between requests. System messages are not read: the prompt is ours.
 */
@Path("/v1")
public class ChatResource {
    private final AnswerPipeline pipeline;
    private final QueryLog log;
    private final ObjectMapper json;
    private final CurrentCaller caller;

    ChatResource(AnswerPipeline pipeline, QueryLog log, ObjectMapper json, CurrentCaller caller) {
        this.caller = caller;
        this.pipeline = pipeline;
        this.log = log;
        this.json = json;
    }

    @POST
    @Path("chat/completions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ChatResponse.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS)
            })
    public Uni<Response> complete(@NotNull @Valid ChatRequest request) {
        Asked asked = Asked.now(caller.get());
        AnswerRequest question = ChatHistory.asked(request.messages());
        ChatCompletion completion =
                new ChatCompletion(asked, json, request.streamOptions().includeUsage());
        return pipeline.answer(asked.by(), question)
                .map(events -> events.invoke(event -> note(asked, question, event)))
                .chain(
                        events ->
                                request.stream()
                                        ? stream(completion, events)
                                        : whole(completion, events))
                .map(response -> response.header(Asked.ID_HEADER, asked.id()).build());
    }

    @GET
    @Path("models")
    @Produces(MediaType.APPLICATION_JSON)
    public ModelList models() {
        return new ModelList(
                "list", List.of(new ModelList.Model(ChatCompletion.MODEL, "model", 0, "fumikura")));
    }

    private void note(Asked asked, AnswerRequest request, AnswerEvent event) {
        if (event instanceof Done done) {
            log.answered(asked, request, done.answer());
        }
    }

    private static Uni<Response.ResponseBuilder> whole(
            ChatCompletion completion, Multi<AnswerEvent> events) {
        return events.collect()
                .last()
                .map(completion::whole)
                .map(answer -> Response.ok(answer, MediaType.APPLICATION_JSON_TYPE));
    }

    private static Uni<Response.ResponseBuilder> stream(
            ChatCompletion completion, Multi<AnswerEvent> events) {
        return Uni.createFrom()
                .item(EventStream.of(completion.frames(events), completion::error).response());
    }
}

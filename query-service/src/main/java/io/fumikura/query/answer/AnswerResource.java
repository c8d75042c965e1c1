package io.fumikura.query.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.problem.StreamedError;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.CitationsEvent;
import io.fumikura.contract.query.RetrievalEvent;
import io.fumikura.query.answer.AnswerEvent.Cited;
import io.fumikura.query.answer.AnswerEvent.Done;
import io.fumikura.query.answer.AnswerEvent.Failed;
import io.fumikura.query.answer.AnswerEvent.Retrieval;
import io.fumikura.query.answer.AnswerEvent.Token;
import io.fumikura.query.answer.AnswerEvent.Waiting;
import io.fumikura.query.conversation.Conversations;
import io.fumikura.query.log.Asked;
import io.fumikura.query.log.QueryLog;
import io.fumikura.query.stream.EventStream;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * {@code POST /v1/answers}. As JSON, or as server-sent events where the caller accepts those:
 * {@code retrieval}, {@code waiting} where the language model has others to serve first ({@code
 * position} 1…) or is being loaded (0), {@code token}…, {@code citations}, {@code done}, or {@code
 * error} in the place of the last two. A search that fails is an HTTP error in both forms. When the
 * language model breaks off, the caller of the JSON form, who has seen nothing of it, gets
 * excerpts.
 */
@Path("/v1/answers")
@Consumes(MediaType.APPLICATION_JSON)
public class AnswerResource {
    private static final String PATH = "/v1/answers";

    private final AnswerPipeline pipeline;
    private final Conversations conversations;
    private final QueryLog log;
    private final ObjectMapper json;
    private final CurrentCaller caller;

    AnswerResource(
            AnswerPipeline pipeline,
            Conversations conversations,
            QueryLog log,
            ObjectMapper json,
            CurrentCaller caller) {
        this.caller = caller;
        this.pipeline = pipeline;
        this.conversations = conversations;
        this.log = log;
        this.json = json;
    }

    @POST
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AnswerResponse.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS)
            })
    public Uni<Response> answer(
            @NotNull @Valid AnswerRequest request, @Context HttpHeaders headers) {
        Asked asked = Asked.now(caller.get());
        boolean streamed = wantsEvents(headers);
        return conversations
                .continued(asked.by(), request)
                .chain(whole -> pipeline.answer(asked.by(), whole))
                .map(events -> kept(asked, request, events))
                .map(events -> events.invoke(event -> note(asked, request, event)))
                .chain(events -> streamed ? stream(asked, events) : whole(events))
                .map(response -> response.header(Asked.ID_HEADER, asked.id()).build());
    }

    private static boolean wantsEvents(HttpHeaders headers) {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (type.isCompatible(MediaType.SERVER_SENT_EVENTS_TYPE)) {
                return true;
            }
        }
        return false;
    }

    /** Kept before the caller is told that it is done, and can ask the next question. */
    private Multi<AnswerEvent> kept(Asked asked, AnswerRequest request, Multi<AnswerEvent> events) {
        return request.conversationId() == null
                ? events
                : events.onItem()
                        .transformToUniAndConcatenate(
                                event ->
                                        event instanceof Done done
                                                ? kept(asked, request, done)
                                                : Uni.createFrom().item(event));
    }

    private Uni<AnswerEvent> kept(Asked asked, AnswerRequest request, Done done) {
        return conversations
                .kept(asked.by(), request, done.answer())
                .map(answer -> new Done(answer, done.usage(), done.cut()));
    }

    private void note(Asked asked, AnswerRequest request, AnswerEvent event) {
        if (event instanceof Done done) {
            log.answered(asked, request, done.answer());
        }
    }

    private static Uni<Response.ResponseBuilder> whole(Multi<AnswerEvent> events) {
        return events.collect()
                .last()
                .map(
                        last ->
                                Response.ok(
                                        last instanceof Failed failed
                                                ? failed.instead()
                                                : ((Done) last).answer(),
                                        MediaType.APPLICATION_JSON_TYPE));
    }

    private Uni<Response.ResponseBuilder> stream(Asked asked, Multi<AnswerEvent> events) {
        Multi<String> frames = events.map(event -> frame(asked, event));
        return Uni.createFrom()
                .item(EventStream.of(frames, reason -> error(asked, reason)).response());
    }

    private String frame(Asked asked, AnswerEvent event) {
        if (event instanceof Retrieval retrieval) {
            return frame("retrieval", RetrievalEvent.of(retrieval.search()));
        }
        if (event instanceof Waiting waiting) {
            return frame("waiting", Map.of("position", waiting.position()));
        }
        if (event instanceof Token token) {
            return frame("token", Map.of("text", token.text()));
        }
        if (event instanceof Cited cited) {
            return frame("citations", new CitationsEvent(cited.citations(), cited.sentences()));
        }
        if (event instanceof Done done) {
            return frame("done", done.answer());
        }
        Failed failed = (Failed) event;
        return error(asked, failed.reason());
    }

    private String error(Asked asked, ServiceException reason) {
        return frame("error", StreamedError.body(reason, PATH, asked.traceId()));
    }

    private String frame(String name, Object content) {
        try {
            return EventStream.event(name, json.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

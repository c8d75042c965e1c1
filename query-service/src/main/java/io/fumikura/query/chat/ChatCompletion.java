package io.fumikura.query.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.chat.ChatMessage;
import io.fumikura.contract.chat.ChatResponse;
import io.fumikura.contract.chat.ChatResponse.Choice;
import io.fumikura.contract.chat.ChatResponse.Delta;
import io.fumikura.contract.chat.ChatResponse.Usage;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.problem.StreamedError;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.query.answer.AnswerEvent;
import io.fumikura.query.answer.AnswerEvent.Done;
import io.fumikura.query.answer.AnswerEvent.Failed;
import io.fumikura.query.answer.AnswerEvent.Token;
import io.fumikura.query.answer.Generation;
import io.fumikura.query.log.Asked;
import io.fumikura.query.stream.EventStream;
import io.smallrye.mutiny.Multi;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One completion in OpenAI's shape. Whether a piece of text is the last one is known only after it,
 * so the piece that ends the text is empty; it carries the finish reason and our citations.
 */
final class ChatCompletion {
    static final String PATH = "/v1/chat/completions";
    static final String MODEL = "fumikura";

    private static final String ROLE = "assistant";

    private final Asked asked;
    private final ObjectMapper json;
    private final boolean includeUsage;
    private final long created = Instant.now().getEpochSecond();

    ChatCompletion(Asked asked, ObjectMapper json, boolean includeUsage) {
        this.asked = asked;
        this.json = json;
        this.includeUsage = includeUsage;
    }

    /** The whole answer at once, made from the last event. */
    ChatResponse whole(AnswerEvent last) {
        if (last instanceof Failed failed) {
            return whole(failed.instead(), Generation.Usage.NONE, false);
        }
        Done done = (Done) last;
        return whole(done.answer(), done.usage(), done.cut());
    }

    /** The frames of a stream, {@code [DONE]} included; an error ends it in its place. */
    Multi<String> frames(Multi<AnswerEvent> events) {
        Multi<String> role = Multi.createFrom().item(() -> frame(piece(new Delta(ROLE, ""))));
        Multi<String> rest = events.onItem().transformToIterable(this::frames);
        return Multi.createBy().concatenating().streams(role, rest);
    }

    private List<String> frames(AnswerEvent event) {
        if (event instanceof Token token) {
            return List.of(frame(piece(new Delta(null, token.text()))));
        }
        if (event instanceof Done done) {
            String end = frame(ending(done));
            String over = EventStream.data("[DONE]");
            return includeUsage
                    ? List.of(end, frame(counted(done.usage())), over)
                    : List.of(end, over);
        }
        if (event instanceof Failed failed) {
            return List.of(error(failed.reason()));
        }
        return List.of();
    }

    /** The frame that ends a stream that went wrong. */
    String error(ServiceException reason) {
        return EventStream.event(
                "error", written(StreamedError.body(reason, PATH, asked.traceId())));
    }

    private ChatResponse whole(AnswerResponse answer, Generation.Usage usage, boolean cut) {
        Choice choice = new Choice(0, new ChatMessage(ROLE, answer.answer()), null, reason(cut));
        return new ChatResponse(
                id(),
                "chat.completion",
                created,
                MODEL,
                List.of(choice),
                usage(usage),
                answer.citations(),
                answer.degraded());
    }

    private ChatResponse piece(Delta delta) {
        return chunk(List.of(new Choice(0, null, delta, null)), null, null);
    }

    private ChatResponse ending(Done done) {
        Choice choice = new Choice(0, null, new Delta(null, ""), reason(done.cut()));
        return chunk(List.of(choice), null, done.answer());
    }

    private ChatResponse counted(Generation.Usage usage) {
        return chunk(List.of(), usage(usage), null);
    }

    private ChatResponse chunk(
            List<Choice> choices, @Nullable Usage usage, @Nullable AnswerResponse answer) {
        return new ChatResponse(
                id(),
                "chat.completion.chunk",
                created,
                MODEL,
                choices,
                usage,
                answer == null ? null : answer.citations(),
                answer == null ? null : answer.degraded());
    }

    private String id() {
        return "chatcmpl-" + asked.id();
    }

    private static String reason(boolean cut) {
        return cut ? "length" : "stop";
    }

    private static Usage usage(Generation.Usage usage) {
        return new Usage(
                usage.promptTokens(),
                usage.answerTokens(),
                usage.promptTokens() + usage.answerTokens());
    }

    private String frame(ChatResponse chunk) {
        return EventStream.data(written(chunk));
    }

    private String written(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

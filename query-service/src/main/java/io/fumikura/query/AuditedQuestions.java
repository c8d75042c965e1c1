package io.fumikura.query;

import io.fumikura.access.http.AuditedActs;
import io.fumikura.contract.chat.ChatMessage;
import io.fumikura.contract.chat.ChatRequest;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.SearchRequest;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Objects;

/**
 * Tells the audit log what is searched for, in one place for all routes that have it as JSON. It is
 * kept only where the operator wants it ({@code access.audit.text}).
 */
@Provider
public class AuditedQuestions implements ReaderInterceptor {
    private final AuditedActs acts;

    AuditedQuestions(AuditedActs acts) {
        this.acts = acts;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object request = context.proceed();
        if (request instanceof SearchRequest search) {
            acts.searchedFor(search.query());
        } else if (request instanceof AnswerRequest question) {
            acts.searchedFor(question.query());
        } else if (request instanceof ChatRequest chat) {
            acts.searchedFor(last(chat));
        }
        return request;
    }

    private static String last(ChatRequest chat) {
        return chat.messages().stream()
                .filter(message -> message.role().equals("user"))
                .map(ChatMessage::content)
                .filter(Objects::nonNull)
                .reduce("", (earlier, later) -> later);
    }
}

package io.fumikura.query.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.access.Caller;
import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.query.answer.AnswerEvent;
import io.fumikura.query.answer.AnswerPipeline;
import io.fumikura.query.pages.DocumentPages;
import io.fumikura.query.search.SearchPipeline;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What an assistant can do with the documents. Each tool answers with the JSON that the REST route
 * of the same purpose answers with; what goes wrong is an error the assistant can read.
 */
@Singleton
public class DocumentTools {
    private final SearchPipeline search;
    private final AnswerPipeline answers;
    private final DocumentPages pages;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    DocumentTools(
            SearchPipeline search,
            AnswerPipeline answers,
            DocumentPages pages,
            CurrentCaller caller,
            ObjectMapper json) {
        this.search = search;
        this.answers = answers;
        this.pages = pages;
        this.caller = caller;
        this.json = json;
    }

    @Tool(
            name = "search",
            description =
                    "Find passages of the organisation's documents. Answers hits, best first, each"
                            + " with text, title, document_id, page and lines.")
    Uni<ToolResponse> search(
            @ToolArg(description = "What to look for, in the words of the documents' language")
                    String query,
            @ToolArg(description = "How many passages, 1 to 20", defaultValue = "5") int limit) {
        Caller reader = caller.get();
        return told(
                () -> {
                    checked(query, limit);
                    SearchRequest request =
                            new SearchRequest(
                                    query,
                                    limit,
                                    SearchFilters.NONE,
                                    true,
                                    SearchMode.HYBRID,
                                    false);
                    return search.search(reader, request, search.deadline());
                });
    }

    @Tool(
            name = "ask",
            description =
                    "Answer a question from the organisation's documents, with numbered citations:"
                            + " document_id, page and lines of each source, and whether each"
                            + " sentence is supported by them.")
    Uni<ToolResponse> ask(
            @ToolArg(description = "One question that makes sense by itself") String question) {
        Caller reader = caller.get();
        return told(
                () -> {
                    checked(question, AnswerRequest.DEFAULT_TOP_K);
                    return answers.answer(reader, AnswerRequest.of(question))
                            .chain(events -> events.collect().last())
                            .map(DocumentTools::whole);
                });
    }

    @Tool(
            name = "get_document_page",
            description = "Read one page of a document: its lines in reading order.")
    Uni<ToolResponse> getDocumentPage(
            @ToolArg(name = "document_id", description = "As search and ask give it")
                    String documentId,
            @ToolArg(description = "From 1", defaultValue = "1") int page) {
        Caller reader = caller.get();
        return told(() -> pages.page(reader, id(documentId), page, search.deadline()));
    }

    /** The work, begun when it is wanted; its result as JSON, its failure as words. */
    private <T> Uni<ToolResponse> told(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .map(result -> ToolResponse.success(written(result)))
                .onFailure(ServiceException.class)
                .recoverWithItem(failure -> ToolResponse.error(failure.detail()));
    }

    private static Object whole(AnswerEvent last) {
        return last instanceof AnswerEvent.Failed failed
                ? failed.instead()
                : ((AnswerEvent.Done) last).answer();
    }

    private static void checked(String query, int limit) {
        if (query.isBlank() || query.length() > SearchRequest.MAX_QUERY_LENGTH) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "the question must have 1 to %,d characters"
                            .formatted(SearchRequest.MAX_QUERY_LENGTH));
        }
        if (limit < 1 || limit > AnswerRequest.MAX_TOP_K) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "limit must be 1 to %d".formatted(AnswerRequest.MAX_TOP_K));
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST, "document_id must be a document's id", e);
        }
    }

    private String written(Object result) {
        try {
            return json.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

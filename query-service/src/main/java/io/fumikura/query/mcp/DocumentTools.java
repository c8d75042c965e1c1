package io.fumikura.query.mcp;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.query.answer.AnswerEvent;
import io.fumikura.query.answer.AnswerPipeline;
import io.fumikura.query.log.Asked;
import io.fumikura.query.log.QueryLog;
import io.fumikura.query.pages.DocumentPages;
import io.fumikura.query.search.SearchPipeline;
import io.quarkiverse.mcp.server.Cancellation;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * What an assistant can do with the documents. Each tool answers with the JSON that the REST route
 * of the same purpose answers with; what goes wrong is an error the assistant can read.
 */
@Singleton
public class DocumentTools {
    private final ToolCalls calls;
    private final SearchPipeline search;
    private final AnswerPipeline answers;
    private final DocumentPages pages;
    private final QueryLog log;

    DocumentTools(
            ToolCalls calls,
            SearchPipeline search,
            AnswerPipeline answers,
            DocumentPages pages,
            QueryLog log) {
        this.calls = calls;
        this.search = search;
        this.answers = answers;
        this.pages = pages;
        this.log = log;
    }

    @Tool(
            name = "search",
            description =
                    "Find passages of the organisation's documents. Answers hits, best first, each"
                            + " with text, title, document_id, page and lines.")
    Uni<ToolResponse> search(
            @ToolArg(description = "What to look for, in the words of the documents' language")
                    String query,
            @ToolArg(description = "How many passages, 1 to 20", defaultValue = "5") int limit,
            Cancellation cancellation) {
        return calls.asked("search", query, cancellation, asked -> found(asked, query, limit));
    }

    private Uni<SearchResponse> found(Asked asked, String query, int limit) {
        checked(query, limit);
        SearchRequest request =
                new SearchRequest(query, limit, SearchFilters.NONE, true, SearchMode.HYBRID, false);
        return search.search(asked.by(), request, search.deadline())
                .invoke(response -> log.searched(asked, request, response));
    }

    @Tool(
            name = "ask",
            description =
                    "Answer a question from the organisation's documents, with numbered citations:"
                            + " document_id, page and lines of each source, and whether each"
                            + " sentence is supported by them.")
    Uni<ToolResponse> ask(
            @ToolArg(description = "One question that makes sense by itself") String question,
            Cancellation cancellation) {
        return calls.asked("ask", question, cancellation, asked -> answered(asked, question));
    }

    private Uni<AnswerResponse> answered(Asked asked, String question) {
        checked(question, AnswerRequest.DEFAULT_TOP_K);
        AnswerRequest request = AnswerRequest.of(question);
        return answers.answer(asked.by(), request)
                .chain(
                        events ->
                                events.invoke(event -> note(asked, request, event))
                                        .collect()
                                        .last())
                .map(DocumentTools::whole);
    }

    private void note(Asked asked, AnswerRequest request, AnswerEvent event) {
        if (event instanceof AnswerEvent.Done done) {
            log.answered(asked, request, done.answer());
        }
    }

    @Tool(
            name = "get_document_page",
            description = "Read one page of a document: its lines in reading order.")
    Uni<ToolResponse> getDocumentPage(
            @ToolArg(name = "document_id", description = "As search and ask give it")
                    String documentId,
            @ToolArg(description = "From 1", defaultValue = "1") int page,
            Cancellation cancellation) {
        return calls.called(
                "get_document_page",
                cancellation,
                asked -> pages.page(asked.by(), id(documentId), page, search.deadline()));
    }

    private static AnswerResponse whole(AnswerEvent last) {
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
}

package io.fumikura.cli.eval;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fumikura.cli.CommandFailure;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchRequest;
import java.util.Arrays;
import java.util.List;

/** The ways of searching that are compared. */
enum RetrievalMode {
    LEXICAL("lexical", SearchMode.LEXICAL, false),
    DENSE("dense", SearchMode.DENSE, false),
    HYBRID("hybrid", SearchMode.HYBRID, false),
    HYBRID_RERANK("hybrid+rerank", SearchMode.HYBRID, true);

    private final String wireName;
    private final SearchMode mode;
    private final boolean rerank;

    RetrievalMode(String wireName, SearchMode mode, boolean rerank) {
        this.wireName = wireName;
        this.mode = mode;
        this.rerank = rerank;
    }

    @JsonValue
    String wireName() {
        return wireName;
    }

    @JsonCreator
    static RetrievalMode named(String wireName) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "there is no mode '%s'; there are %s"
                                                .formatted(wireName, names())));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(RetrievalMode::wireName).toList();
    }

    SearchRequest request(String question, int topK) {
        return new SearchRequest(question, topK, SearchFilters.NONE, rerank, mode, false);
    }
}

package io.fumikura.contract.rerank;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jina's {@code /v1/rerank} request.
 *
 * @param model any name is taken, or none: there is one model, and the answer says which
 * @param documents texts, or objects with a text
 * @param topN how many results, best first; all where it is left out or more than there are
 * @param returnDocuments repeat each document in its result; true unless said otherwise, as at Jina
 * @param truncation cut a document that does not fit the model (true) or refuse the call (false)
 */
@JsonNaming(SnakeCaseStrategy.class)
public record JinaRerankRequest(
        @Nullable String model,
        @NotBlank String query,
        List<@NotNull RerankDocument> documents,
        @Min(1) @Nullable Integer topN,
        boolean returnDocuments,
        boolean truncation) {

    public JinaRerankRequest {
        documents = List.copyOf(documents);
    }

    @JsonCreator
    static JinaRerankRequest of(
            @JsonProperty("model") @Nullable String model,
            @JsonProperty(value = "query", required = true) String query,
            @JsonProperty(value = "documents", required = true) List<RerankDocument> documents,
            @JsonProperty("top_n") @Nullable Integer topN,
            @JsonProperty("return_documents") @Nullable Boolean returnDocuments,
            @JsonProperty("truncation") @Nullable Boolean truncation) {
        return new JinaRerankRequest(
                model,
                query,
                documents,
                topN,
                returnDocuments == null || returnDocuments,
                truncation == null || truncation);
    }

    /** The documents as plain texts, in the order of the request. */
    public List<String> texts() {
        return documents.stream().map(RerankDocument::text).toList();
    }
}

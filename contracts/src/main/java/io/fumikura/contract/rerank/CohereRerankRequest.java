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
 * Cohere's {@code /v2/rerank} request. Documents are texts: structured data is written as YAML, as
 * Cohere asks for.
 *
 * @param model required as at Cohere; any name is taken, there is one model
 * @param topN how many results, best first; all where it is left out or more than there are
 * @param maxTokensPerDoc cut each document after so many tokens; where it is left out, only what
 *     does not fit the model is cut
 * @param returnDocuments repeat each document in its result; version 2 of the API has dropped it,
 *     clients made for version 1 still send it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record CohereRerankRequest(
        @NotNull String model,
        @NotBlank String query,
        List<@NotNull String> documents,
        @Min(1) @Nullable Integer topN,
        @Min(1) @Nullable Integer maxTokensPerDoc,
        boolean returnDocuments) {

    public CohereRerankRequest {
        documents = List.copyOf(documents);
    }

    @JsonCreator
    static CohereRerankRequest of(
            @JsonProperty(value = "model", required = true) String model,
            @JsonProperty(value = "query", required = true) String query,
            @JsonProperty(value = "documents", required = true) List<String> documents,
            @JsonProperty("top_n") @Nullable Integer topN,
            @JsonProperty("max_tokens_per_doc") @Nullable Integer maxTokensPerDoc,
            @JsonProperty("return_documents") @Nullable Boolean returnDocuments) {
        return new CohereRerankRequest(
                model,
                query,
                documents,
                topN,
                maxTokensPerDoc,
                returnDocuments != null && returnDocuments);
    }
}

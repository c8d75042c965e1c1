package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which documents may be found. Each list that is not empty must be met by one of its values; all
 * conditions must hold together.
 *
 * @param tags one of these tags
 * @param createdAfter accepted at or after this instant
 * @param createdBefore accepted before this instant
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SearchFilters(
        @Size(max = 1000) List<@NotNull UUID> documentIds,
        @Size(max = 100) List<@NotBlank String> tags,
        @Size(max = 100) List<@NotBlank String> contentTypes,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {

    public static final SearchFilters NONE =
            new SearchFilters(List.of(), List.of(), List.of(), null, null);

    public SearchFilters {
        documentIds = List.copyOf(documentIds);
        tags = List.copyOf(tags);
        contentTypes = List.copyOf(contentTypes);
    }

    @JsonCreator
    static SearchFilters of(
            @JsonProperty("document_ids") @Nullable List<UUID> documentIds,
            @JsonProperty("tags") @Nullable List<String> tags,
            @JsonProperty("content_types") @Nullable List<String> contentTypes,
            @JsonProperty("created_after") @Nullable Instant createdAfter,
            @JsonProperty("created_before") @Nullable Instant createdBefore) {
        return new SearchFilters(
                documentIds == null ? List.of() : documentIds,
                tags == null ? List.of() : tags,
                contentTypes == null ? List.of() : contentTypes,
                createdAfter,
                createdBefore);
    }
}

package io.fumikura.ingest.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.FormatDetector;
import io.fumikura.ingest.store.DocumentRow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sender says about a document, checked.
 *
 * @param contentType as declared, or null
 * @param groups who may read it: empty for the whole tenant, null for whoever may now
 * @param metadata a JSON object as text
 */
public record Description(
        @Nullable String title,
        @Nullable String fileName,
        @Nullable String contentType,
        List<String> tags,
        @Nullable List<String> groups,
        String metadata) {
    private static final int MAX_TITLE = 500;
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG = 100;
    private static final int MAX_METADATA = 32 * 1024;

    /**
     * @throws ServiceException with {@code invalid_request}
     */
    public Description {
        title = clean(title);
        fileName = baseName(clean(fileName));
        tags =
                tags.stream()
                        .map(tag -> tag.replace("\0", "").strip())
                        .filter(tag -> !tag.isEmpty())
                        .distinct()
                        .toList();
        groups = groups == null ? null : DocumentGroups.checked(groups);
        if (title != null && title.length() > MAX_TITLE) {
            throw invalid("title has %d characters, limit %d".formatted(title.length(), MAX_TITLE));
        }
        if (tags.size() > MAX_TAGS || tags.stream().anyMatch(tag -> tag.length() > MAX_TAG)) {
            throw invalid("at most %d tags of at most %d characters".formatted(MAX_TAGS, MAX_TAG));
        }
        checkMetadata(metadata);
    }

    /**
     * The format of content that comes with this.
     *
     * @throws ServiceException with {@code unsupported_format}, or {@code encrypted_document}
     */
    public Format formatOf(StagedBlob content) {
        return FormatDetector.detect(content.head().bytes(), contentType, fileName);
    }

    /** What the document is called until it was read: as given, or by its file. */
    public Optional<String> givenTitle() {
        return Optional.ofNullable(title);
    }

    /** Who is to read it, if that is said. */
    Optional<List<String>> namedGroups() {
        return Optional.ofNullable(groups);
    }

    /** Whether it says of the document what is known of it; its groups are looked at elsewhere. */
    boolean isOf(DocumentRow row) {
        return Objects.equals(title, row.givenTitle)
                && Set.copyOf(tags).equals(Set.copyOf(List.of(row.tags)))
                && tree(metadata).equals(tree(row.metadata));
    }

    /** What is not said is as the document has it. */
    Description orAsOf(DocumentRow row) {
        return new Description(
                title == null ? row.givenTitle : title,
                fileName == null ? row.fileName : fileName,
                FormatDetector.isSaid(contentType, fileName) ? contentType : row.contentType,
                tags.isEmpty() ? List.of(row.tags) : tags,
                groups,
                tree(metadata).isEmpty() ? row.metadata : metadata);
    }

    private static JsonNode tree(String metadata) {
        try {
            return EventJson.mapper().readTree(metadata);
        } catch (JsonProcessingException e) {
            throw invalid("metadata is not JSON");
        }
    }

    private static void checkMetadata(String metadata) {
        if (metadata.length() > MAX_METADATA) {
            throw invalid("metadata has more than %d characters".formatted(MAX_METADATA));
        }
        if (!tree(metadata).isObject()) {
            throw invalid("metadata is not a JSON object");
        }
    }

    private static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String result = text.replace("\0", "").strip();
        return result.isEmpty() ? null : result;
    }

    /** Without folders: browsers of old sent the whole path. */
    private static @Nullable String baseName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return base.length() <= MAX_TITLE ? base : base.substring(base.length() - MAX_TITLE);
    }

    private static ServiceException invalid(String detail) {
        return new ServiceException(ErrorCode.INVALID_REQUEST, detail);
    }
}

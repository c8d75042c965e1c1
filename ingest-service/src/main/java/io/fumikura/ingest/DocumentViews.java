package io.fumikura.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DeadLetterView;
import io.fumikura.contract.ingest.DocumentPage;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.deadletter.DeadLetterRow;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.LineRow;
import io.fumikura.ingest.store.PageRow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as callers see them. */
final class DocumentViews {
    private DocumentViews() {}

    /** Without its place in the queue. */
    static DocumentView of(DocumentRow row) {
        return of(row, Map.of(), Set.of());
    }

    /**
     * @param positions in the queue, of documents that wait
     * @param stuck topics that Kafka takes nothing for
     */
    static DocumentView of(DocumentRow row, Map<UUID, Integer> positions, Set<String> stuck) {
        return new DocumentView(
                row.id,
                row.title,
                row.contentType,
                row.sha256,
                row.size,
                List.of(row.tags),
                List.of(row.groups),
                metadata(row),
                row.state,
                row.generation,
                row.attempts,
                row.pages,
                row.pagesTotal,
                row.pagesNeedingOcr,
                row.chunks,
                row.chunksIndexed,
                row.errorCode == null
                        ? null
                        : new DocumentView.Failure(row.errorCode, String.valueOf(row.errorDetail)),
                waitingFor(row, stuck),
                positions.get(row.id),
                row.createdAt,
                row.updatedAt);
    }

    private static @Nullable String waitingFor(DocumentRow row, Set<String> stuck) {
        boolean held = row.errorDetail != null && !row.state.isFinal();
        if (held) {
            return row.errorDetail;
        }
        return switch (row.state) {
            case RECEIVED ->
                    stuck.contains(Topics.DOCUMENTS)
                            ? "Kafka, which does not take the order to read it"
                            : "its turn to be read";
            case EMBEDDING ->
                    (stuck.contains(Topics.CHUNKS)
                                    ? "Kafka, which does not take all passages; %,d of %,d are not"
                                            + " in the index"
                                    : "%,d of its %,d passages, which the embedding service turns"
                                            + " into vectors and the index takes")
                            .formatted(row.chunks - row.chunksIndexed, row.chunks);
            case INDEXING -> "being made visible in the index";
            case DELETED ->
                    row.removedAt == null
                            ? "being taken out of the index, the database and the blob store"
                            : null;
            case PARSING, INDEXED, FAILED -> null;
        };
    }

    @SuppressWarnings("unchecked") // a JSON object has names for keys
    private static Map<String, Object> metadata(DocumentRow row) {
        try {
            return EventJson.mapper().readValue(row.metadata, Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("metadata of " + row.id + " is not JSON", e);
        }
    }

    static DocumentPage of(PageRow page, boolean hasImage, List<LineRow> lines) {
        return new DocumentPage(
                page.number,
                page.width,
                page.height,
                hasImage,
                page.needsOcr,
                page.ocrProblem,
                lines.stream().map(DocumentViews::of).toList());
    }

    private static DocumentPage.Line of(LineRow line) {
        return new DocumentPage.Line(
                line.number, line.text, line.box().map(DocumentViews::sides).orElse(null));
    }

    private static List<Float> sides(Line.Box box) {
        return List.of(box.left(), box.top(), box.right(), box.bottom());
    }

    static DeadLetterView of(DeadLetterRow row) {
        return new DeadLetterView(
                row.id,
                row.documentId,
                row.topic,
                row.stage,
                row.code,
                row.reason,
                row.attempts,
                row.createdAt,
                row.replayedAt);
    }
}

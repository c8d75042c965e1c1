package io.fumikura.query.search;

import io.fumikura.contract.query.Hit;
import io.fumikura.index.FoundChunk;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Passages for tests; the document id follows from the title. */
public final class Passages {
    private Passages() {}

    public static FoundChunk found(String title, String text, double score) {
        return new FoundChunk(
                "default",
                id(title),
                1,
                0,
                2,
                10,
                12,
                title,
                text,
                List.of("rules"),
                "text/plain",
                Instant.EPOCH,
                score);
    }

    public static Hit hit(int rank, String title, String text) {
        return Candidate.retrieved(found(title, text, 1.0 / rank), List.of(), rank)
                .toHit(rank, null);
    }

    /** Lines 10 to 12 of page 2 of a document whose pages are drawn. */
    public static Hit pdf(int rank, String title, String text) {
        Hit hit = hit(rank, title, text);
        return new Hit(
                rank,
                hit.score(),
                hit.documentId(),
                title,
                hit.generation(),
                hit.ordinal(),
                hit.page(),
                hit.firstLine(),
                hit.lastLine(),
                text,
                hit.tags(),
                "application/pdf",
                hit.createdAt(),
                List.of(),
                null,
                null);
    }

    public static UUID id(String title) {
        return UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8));
    }
}

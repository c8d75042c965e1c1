package io.fumikura.query;

import io.fumikura.index.ChunkIndex;
import io.fumikura.index.IndexedChunk;
import io.fumikura.query.embed.FakeEmbeddingServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Documents of several tenants and groups about the same things. Each has a word in its text, title
 * and tags that no other has, by which it is known wherever it shows; and a passage that is the
 * same in all of them, which would be shown once.
 */
final class Tenants {
    static final List<String> SUBJECTS = List.of("契約の解除", "保証人の責任", "旅費の精算", "office keys");

    private static final String SAME = "年次有給休暇は1年につき20日とする。";
    private static final List<String> NAMES = List.of("alpha", "beta");
    private static final List<List<String>> GROUPS =
            List.of(List.of(), List.of("legal"), List.of("hr"), List.of("legal", "hr"));

    /** One document. */
    record Written(String tenant, List<String> groups, int number) {
        /** One word for the encoder, of letters that stand nowhere else. */
        String marker() {
            return "zq" + tenant + String.join("", groups) + (char) ('a' + number) + "qz";
        }

        UUID id() {
            return UUID.nameUUIDFromBytes(marker().getBytes(StandardCharsets.UTF_8));
        }

        boolean isFor(Reader reader) {
            return tenant.equals(reader.tenant())
                    && (groups.isEmpty()
                            || reader.groups().contains("*")
                            || groups.stream().anyMatch(reader.groups()::contains));
        }
    }

    /** Somebody who asks. */
    record Reader(String tenant, Set<String> groups) {
        String header() {
            return tenant + "/" + String.join(",", groups);
        }
    }

    static final List<Reader> READERS =
            List.of(
                    new Reader("alpha", Set.of()),
                    new Reader("alpha", Set.of("legal")),
                    new Reader("alpha", Set.of("hr", "sales")),
                    new Reader("alpha", Set.of("*")),
                    new Reader("beta", Set.of()),
                    new Reader("beta", Set.of("legal")),
                    new Reader("beta", Set.of("*")),
                    new Reader("gamma", Set.of("*")),
                    new Reader("gamma", Set.of("legal", "hr")));

    private final List<Written> documents = new ArrayList<>();

    private Tenants() {}

    static Tenants writtenTo(ChunkIndex index) {
        Tenants tenants = new Tenants();
        for (String tenant : NAMES) {
            for (List<String> groups : GROUPS) {
                for (int number = 0; number < 2; number++) {
                    Written document = new Written(tenant, groups, number);
                    tenants.documents.add(document);
                    write(index, document);
                }
            }
        }
        return tenants;
    }

    private static void write(ChunkIndex index, Written document) {
        List<IndexedChunk> chunks = new ArrayList<>();
        chunks.add(chunk(document, 0, SAME));
        for (String subject : SUBJECTS) {
            String text = subject + "について " + document.marker() + " が定める。";
            chunks.add(chunk(document, chunks.size(), text));
        }
        String compat = FakeEmbeddingServer.INDEX_COMPAT;
        index.upsertInvisible(compat, chunks)
                .thenCompose(w -> index.publish(compat, document.tenant(), document.id(), 1))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static IndexedChunk chunk(Written document, int ordinal, String text) {
        return new IndexedChunk(
                document.tenant(),
                document.id(),
                1,
                ordinal,
                1,
                ordinal + 1,
                ordinal + 1,
                "規程 " + document.marker(),
                text,
                List.of("rules", document.marker()),
                document.groups(),
                document.number() == 0 ? "text/plain" : "application/pdf",
                Instant.parse("2026-01-0%dT00:00:00Z".formatted(document.number() + 1)),
                FakeEmbeddingServer.vector(text));
    }

    List<Written> all() {
        return documents;
    }

    List<Written> readBy(Reader reader) {
        return documents.stream().filter(document -> document.isFor(reader)).toList();
    }

    List<Written> keptFrom(Reader reader) {
        return documents.stream().filter(document -> !document.isFor(reader)).toList();
    }

    /** How many passages somebody could be told of. */
    int passagesFor(Reader reader) {
        return readBy(reader).size() * (SUBJECTS.size() + 1);
    }
}

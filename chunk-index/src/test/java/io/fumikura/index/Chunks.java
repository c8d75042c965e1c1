package io.fumikura.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Passages for tests, with everything but the point of the test filled in. */
final class Chunks {

    static final int DIMENSION = 4;
    static final String TENANT = "acme";
    static final Reader READER = Reader.ofEverything(TENANT);
    static final Instant CREATED = Instant.parse("2026-03-01T09:00:00Z");

    private Chunks() {}

    static IndexedChunk chunk(UUID document, int generation, int ordinal, String text) {
        return chunk(TENANT, document, generation, ordinal, text, axis(0));
    }

    static IndexedChunk chunk(
            String tenant,
            UUID document,
            int generation,
            int ordinal,
            String text,
            float[] vector) {
        return new IndexedChunk(
                tenant,
                document,
                generation,
                ordinal,
                1,
                1,
                2,
                "",
                text,
                List.of("public"),
                List.of(),
                "text/plain",
                CREATED,
                vector);
    }

    static IndexedChunk described(
            UUID document, String text, List<String> tags, String contentType, Instant createdAt) {
        return new IndexedChunk(
                TENANT,
                document,
                1,
                0,
                3,
                10,
                14,
                "規程",
                text,
                tags,
                List.of(),
                contentType,
                createdAt,
                axis(0));
    }

    /** A unit vector along one axis. */
    static float[] axis(int axis) {
        float[] vector = new float[DIMENSION];
        vector[axis] = 1;
        return vector;
    }

    static HybridQuery lexical(String text) {
        return lexical(text, HybridQuery.Filters.NONE);
    }

    static HybridQuery lexical(String text, HybridQuery.Filters filters) {
        return new HybridQuery(
                READER, text, Optional.empty(), HybridQuery.Mode.LEXICAL, filters, 10);
    }

    static HybridQuery dense(float[] vector) {
        return new HybridQuery(
                READER,
                "",
                Optional.of(vector),
                HybridQuery.Mode.DENSE,
                HybridQuery.Filters.NONE,
                10);
    }

    static HybridQuery hybrid(String text, float[] vector) {
        return new HybridQuery(
                READER,
                text,
                Optional.of(vector),
                HybridQuery.Mode.HYBRID,
                HybridQuery.Filters.NONE,
                10);
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    static void writeAndPublish(ChunkIndex index, String compat, IndexedChunk... chunks) {
        await(index.upsertInvisible(compat, List.of(chunks)));
        for (IndexedChunk chunk : chunks) {
            await(index.publish(compat, chunk.tenant(), chunk.documentId(), chunk.generation()));
        }
    }
}

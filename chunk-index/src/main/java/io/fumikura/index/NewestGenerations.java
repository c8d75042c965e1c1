package io.fumikura.index;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps of each document only the newest generation that was met, and each passage once. While a
 * generation is published, a reader of a Qdrant cluster may meet both.
 */
final class NewestGenerations {

    private NewestGenerations() {}

    static List<FoundChunk> of(List<FoundChunk> found, int limit) {
        Map<UUID, Integer> newest = new HashMap<>();
        found.forEach(chunk -> newest.merge(chunk.documentId(), chunk.generation(), Math::max));
        Set<String> seen = new HashSet<>();
        return found.stream()
                .filter(chunk -> isNewest(chunk, newest))
                .filter(chunk -> seen.add(chunk.documentId() + "/" + chunk.ordinal()))
                .limit(limit)
                .toList();
    }

    private static boolean isNewest(FoundChunk chunk, Map<UUID, Integer> newest) {
        return newest.getOrDefault(chunk.documentId(), 0) <= chunk.generation();
    }
}

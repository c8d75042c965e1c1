package io.fumikura.ingest.chunk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has units counted, and cuts pieces that no passage can hold until each fits. Everything that
 * belongs to a few pages is counted at once.
 */
final class Measuring {
    /** Cut a little shorter than the count says, so that one cut is nearly always enough. */
    private static final double SHORTER = 0.9;

    private final TokenCounter counter;
    private final ChunkPolicy policy;
    private final Sentences sentences = new Sentences();

    Measuring(TokenCounter counter, ChunkPolicy policy) {
        this.counter = counter;
        this.policy = policy;
    }

    /** Units of which every piece fits, and how long all their texts are. */
    record Measured(List<Unit> units, Lengths lengths) {
        Measured {
            units = List.copyOf(units);
        }
    }

    CompletionStage<Measured> measure(List<Unit> units) {
        return measure(units, new HashMap<>());
    }

    private CompletionStage<Measured> measure(List<Unit> units, Map<String, Integer> known) {
        List<String> unknown = unknown(units, known);
        if (unknown.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Measured(units, new Lengths(known, policy.max(), policy)));
        }
        return counter.count(unknown)
                .thenCompose(
                        counts -> {
                            for (int i = 0; i < unknown.size(); i++) {
                                known.put(unknown.get(i), counts.tokens().get(i));
                            }
                            Lengths lengths = new Lengths(known, counts.maxTokens(), policy);
                            List<Unit> cut = units.stream().map(u -> cut(u, lengths)).toList();
                            return cut.equals(units)
                                    ? CompletableFuture.completedFuture(
                                            new Measured(units, lengths))
                                    : measure(cut, known);
                        });
    }

    private static List<String> unknown(List<Unit> units, Map<String, Integer> known) {
        Set<String> texts = new LinkedHashSet<>();
        for (Unit unit : units) {
            texts.add(unit.section().path().strip());
            texts.add(unit.header().strip());
            unit.pieces().forEach(piece -> texts.add(piece.text().strip()));
        }
        texts.remove("");
        texts.removeAll(known.keySet());
        return List.copyOf(texts);
    }

    private Unit cut(Unit unit, Lengths lengths) {
        int room = lengths.room(unit.section());
        if (unit.pieces().stream().allMatch(piece -> lengths.of(piece.text()) <= room)) {
            return unit;
        }
        List<Piece> fitting = new ArrayList<>();
        for (Piece piece : unit.pieces()) {
            int tokens = lengths.of(piece.text());
            if (tokens <= room) {
                fitting.add(piece);
            } else {
                double share = SHORTER * lengths.target(unit.section()) / tokens;
                int characters = Math.max(1, (int) (piece.text().length() * share));
                sentences.cut(piece.text(), characters).stream()
                        .filter(part -> !part.isBlank())
                        .forEach(part -> fitting.add(piece.withText(part)));
            }
        }
        return unit.withPieces(fitting);
    }
}

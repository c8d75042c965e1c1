package io.fumikura.ingest.chunk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills passages with measured units. A passage stays on one page and in one section, is closed at
 * the target, repeats the last sentence of the one before, and inside a table the header. A list or
 * table that fits into a passage is kept whole. What is left over at the end of a page or section
 * and is short joins the passage before, which therefore is kept back until the next is known.
 */
final class Assembler {
    /** A passage shorter than this share of the target is left over. */
    private static final int SHORT = 4;

    private final ChunkPolicy policy;
    private final List<Chunk> finished = new ArrayList<>();
    private @Nullable Passage held;
    private @Nullable Passage open;
    private boolean endsWithSentence;

    Assembler(ChunkPolicy policy) {
        this.policy = policy;
    }

    List<Chunk> take(List<Unit> units, Lengths lengths) {
        units.forEach(unit -> take(unit, lengths));
        return drain();
    }

    private void take(Unit unit, Lengths lengths) {
        if (open != null && !open.continues(unit)) {
            closeAtBoundary();
        }
        int size = lengths.of(unit.pieces());
        if (unit.kind() == Unit.Kind.HEADINGS && held != null && held.hasRoomFor(size)) {
            held.takeOver(unit.pieces(), size);
            return;
        }
        int room = lengths.room(unit.section());
        int target = lengths.target(unit.section());
        boolean whole = unit.kind().staysTogether() && size <= room;
        if (open != null && startsAnew(open, unit, size, whole, target)) {
            cut(unit, 0, whole ? size : lengths.of(unit.pieces().get(0).text()), lengths);
        }
        int limit = whole || unit.kind() == Unit.Kind.CAPTION ? room : target;
        for (int i = 0; i < unit.pieces().size(); i++) {
            Piece piece = unit.pieces().get(i);
            int length = lengths.of(piece.text());
            if (open != null && !open.isEmpty() && open.total() + length > limit) {
                cut(unit, i, length, lengths);
            }
            if (open == null) {
                open = new Passage(unit, room, "", 0);
            }
            open.add(piece, length);
            endsWithSentence = unit.kind() == Unit.Kind.PARAGRAPH;
        }
    }

    /** Better here, between two units, than inside the one that comes. */
    private static boolean startsAnew(
            Passage open, Unit unit, int size, boolean whole, int target) {
        if (unit.kind() == Unit.Kind.CAPTION || open.total() + size <= target) {
            return false;
        }
        return 2 * open.total() >= target || (whole && !open.hasRoomFor(size));
    }

    /**
     * Closes the open passage in front of a piece and begins the next with what is repeated.
     *
     * @param needed tokens that must have room beside it
     */
    private void cut(Unit unit, int index, int needed, Lengths lengths) {
        Passage before = open;
        if (before == null) {
            return;
        }
        emit(held);
        held = before;
        int room = lengths.room(unit.section());
        String lead = "";
        int leadTokens = 0;
        if (index > 0 && !unit.header().isEmpty()) {
            lead = unit.header();
            leadTokens = lengths.of(lead);
        } else if (endsWithSentence && before.pieces().size() > 1) {
            lead = before.pieces().get(before.pieces().size() - 1).text();
            leadTokens = before.lastTokens();
        }
        int most =
                index > 0 && !unit.header().isEmpty() ? policy.target() / 2 : policy.maxOverlap();
        boolean fits = leadTokens <= most && leadTokens + needed <= room;
        open = new Passage(unit, room, fits ? lead : "", fits ? leadTokens : 0);
    }

    private void closeAtBoundary() {
        Passage last = open;
        open = null;
        if (last == null || last.pieces().isEmpty()) {
            return;
        }
        Passage before = held;
        if (before != null
                && before.standsBeside(last)
                && SHORT * last.tokens() < policy.target()
                && before.hasRoomFor(last.tokens())) {
            before.takeOver(last.pieces(), last.tokens());
            return;
        }
        emit(held);
        held = last;
    }

    private void emit(@Nullable Passage passage) {
        if (passage != null) {
            finished.add(passage.close());
        }
    }

    List<Chunk> finish() {
        closeAtBoundary();
        emit(held);
        held = null;
        return drain();
    }

    private List<Chunk> drain() {
        List<Chunk> result = List.copyOf(finished);
        finished.clear();
        return result;
    }
}

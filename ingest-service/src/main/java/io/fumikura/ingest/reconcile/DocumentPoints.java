package io.fumikura.ingest.reconcile;

import io.fumikura.index.PointPlace;
import io.fumikura.ingest.index.DocumentPlaces;
import io.fumikura.ingest.store.DocumentRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the index has of one document, compared with what it should have. For one thread. */
final class DocumentPoints {
    private final DocumentRow row;
    private final int expected;
    private final BitSet present = new BitSet();
    private final List<UUID> extra = new ArrayList<>();
    private boolean beingPublished;
    private int hidden;
    private int differing;

    /**
     * @param expected passages of the generation that searches find; 0 when they find none
     */
    DocumentPoints(DocumentRow row, int expected) {
        this.row = row;
        this.expected = expected;
    }

    void add(PointPlace place) {
        if (row.isIndexed(place.generation())) {
            if (!place.fits() || place.ordinal() >= expected) {
                extra.add(place.id());
                return;
            }
            present.set(place.ordinal());
            hidden += place.visible() ? 0 : 1;
            countGroups(place);
            return;
        }
        boolean newest = place.generation() == row.generation;
        if (newest && place.visible() && !row.state.isFinal()) {
            beingPublished = true;
        }
        // The newest generation while it is written, or after it failed: invisible, and kept. What
        // is visible of it before that is on record, a reader sees; the record follows.
        if (newest && (!place.visible() || beingPublished)) {
            countGroups(place);
        } else {
            extra.add(place.id());
        }
    }

    private void countGroups(PointPlace place) {
        List<String> groups = place.groups();
        boolean same = groups != null && Set.copyOf(groups).equals(Set.of(row.groups));
        differing += same ? 0 : 1;
    }

    /** None while a newer generation is visible, in whose favour they were deleted. */
    List<Integer> missing() {
        return beingPublished ? List.of() : DocumentPlaces.missing(present, expected);
    }

    int expected() {
        return expected;
    }

    int hidden() {
        return beingPublished ? 0 : hidden;
    }

    /** Points that other groups find than the document has. */
    int differing() {
        return differing;
    }

    List<UUID> extra() {
        return extra;
    }
}

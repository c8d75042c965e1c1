package io.fumikura.cli.eval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is put into one collection: a set, or several joined.
 *
 * @param name of the set, or {@code joined}
 */
record EvalIndex(String name, List<BeirSet> sets) {
    static final String JOINED = "joined";

    EvalIndex {
        sets = List.copyOf(sets);
    }

    long documents() {
        return sets.stream().mapToLong(set -> set.documents().size()).sum();
    }

    /**
     * The id a set's judgements know each document by. A document of another set has that set's
     * name in front, so that it is never taken for one of its own.
     */
    Map<UUID, String> names(BeirSet own) {
        Map<UUID, String> names = new HashMap<>();
        for (BeirSet set : sets) {
            String prefix = set.equals(own) ? "" : set.name() + "/";
            set.documents()
                    .forEach(
                            document -> names.put(set.indexedAs(document), prefix + document.id()));
        }
        return names;
    }
}

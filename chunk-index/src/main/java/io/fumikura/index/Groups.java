package io.fumikura.index;

import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a point says who may find it. One that is open to its whole tenant says so by a word of its
 * own, which no group has for a name: a reader's filter is then one look into one index, and a
 * point that says nothing is found by nobody who is bound to groups.
 */
final class Groups {
    private static final String OPEN = "*";

    private Groups() {}

    /** What is written for a document of these groups. */
    static Value stored(List<String> groups) {
        if (groups.contains(OPEN)) {
            throw new IllegalArgumentException("no group is called " + OPEN);
        }
        return ValueFactory.list(
                (groups.isEmpty() ? List.of(OPEN) : groups)
                        .stream().map(ValueFactory::value).toList());
    }

    /** What a point that such a reader may find has at least one of. */
    static List<String> found(Set<String> readersGroups) {
        return Stream.concat(Stream.of(OPEN), readersGroups.stream().sorted()).toList();
    }

    /** The groups of a document as they are written; null when nothing is. */
    static @Nullable List<String> read(Map<String, Value> payload) {
        Value value = payload.get(CollectionSchema.GROUPS);
        if (value == null) {
            return null;
        }
        return value.getListValue().getValuesList().stream()
                .map(Value::getStringValue)
                .filter(group -> !group.equals(OPEN))
                .toList();
    }
}

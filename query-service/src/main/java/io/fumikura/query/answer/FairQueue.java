package io.fumikura.query.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers that wait: one of each caller in turn, and of one caller first come, first served. Not
 * safe for concurrent use.
 */
final class FairQueue {
    /** Whose turn is next stands first; everyone here has at least one waiting. */
    private final Map<Places.Owner, Deque<Places.Caller>> queues = new LinkedHashMap<>();

    void add(Places.Caller caller) {
        queues.computeIfAbsent(caller.owner(), owner -> new ArrayDeque<>()).add(caller);
    }

    /** False where it does not wait. */
    boolean remove(Places.Caller caller) {
        Deque<Places.Caller> queue = queues.get(caller.owner());
        if (queue == null || !queue.remove(caller)) {
            return false;
        }
        if (queue.isEmpty()) {
            queues.remove(caller.owner());
        }
        return true;
    }

    /** Takes the first out, and puts whoever it belongs to behind everyone else. */
    Places.Caller next() {
        Map.Entry<Places.Owner, Deque<Places.Caller>> first = queues.entrySet().iterator().next();
        queues.remove(first.getKey());
        Places.Caller next = first.getValue().remove();
        if (!first.getValue().isEmpty()) {
            queues.put(first.getKey(), first.getValue());
        }
        return next;
    }

    /** As they would go if nobody came or left. */
    List<Places.Caller> inOrder() {
        List<Places.Caller> order = new ArrayList<>();
        List<ArrayDeque<Places.Caller>> rest =
                new ArrayList<>(queues.values().stream().map(ArrayDeque::new).toList());
        while (!rest.isEmpty()) {
            rest.forEach(queue -> order.add(queue.remove()));
            rest.removeIf(ArrayDeque::isEmpty);
        }
        return order;
    }

    int of(Places.Owner owner) {
        Deque<Places.Caller> queue = queues.get(owner);
        return queue == null ? 0 : queue.size();
    }

    int size() {
        return queues.values().stream().mapToInt(Deque::size).sum();
    }
}

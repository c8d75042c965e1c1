package io.fumikura.ocr.layout;

import io.fumikura.ocr.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The order in which a page is read. Zones of one direction are told apart first; within one, the
 * run of lines that best falls into a left and a right column is taken out, again and again, until
 * there are only rows. Full-width titles and captions end such a run; columns of a table are no
 * columns of text, because their entries are short.
 */
public final class ReadingOrder {
    private final Map<Integer, Member> members;
    private final Direction main;

    private ReadingOrder(List<Member> members) {
        this.members = new HashMap<>();
        members.forEach(member -> this.members.put(member.id(), member));
        this.main = direction(members);
    }

    /** The ids in the order they are read: each once. */
    public static List<Integer> of(List<Member> members) {
        return columns(members).stream().flatMap(List::stream).toList();
    }

    /** The same, column by column: what is not parted any further. */
    public static List<List<Integer>> columns(List<Member> members) {
        ReadingOrder order = new ReadingOrder(members);
        return order.order(members).stream()
                .map(column -> column.stream().map(Span::id).toList())
                .toList();
    }

    private List<List<Span>> order(List<Member> set) {
        boolean vertical = has(set, Direction.VERTICAL);
        boolean horizontal = has(set, Direction.HORIZONTAL);
        if (vertical && horizontal) {
            for (boolean down : new boolean[] {true, false}) {
                List<List<Member>> zones = zones(set, down);
                if (zones.size() > 1) {
                    return zones.stream().flatMap(zone -> order(zone).stream()).toList();
                }
            }
        }
        if (set.isEmpty()) {
            return List.of();
        }
        Direction direction = direction(set);
        List<Span> spans = set.stream().map(m -> Span.of(m, direction)).sorted(Span.DOWN).toList();
        return pure(spans);
    }

    private List<List<Span>> pure(List<Span> spans) {
        double thickness = thickness(spans);
        return Separator.best(spans, thickness)
                .map(
                        separator -> {
                            List<List<Span>> ordered = new ArrayList<>();
                            for (List<Span> part : separator.parts()) {
                                ordered.addAll(order(members(part)));
                            }
                            return ordered;
                        })
                .orElseGet(() -> List.of(Rows.of(spans).stream().flatMap(List::stream).toList()));
    }

    private List<Member> members(List<Span> spans) {
        return spans.stream().map(span -> find(span.id())).toList();
    }

    private Member find(int id) {
        Member member = members.get(id);
        if (member == null) {
            throw new IllegalStateException("a span of no member: " + id);
        }
        return member;
    }

    static double thickness(List<Span> spans) {
        double median =
                Median.of(spans.stream().filter(s -> !s.opaque()).mapToDouble(Span::thickness));
        return median > 0 ? median : Median.of(spans.stream().mapToDouble(Span::thickness));
    }

    private static boolean has(List<Member> set, Direction direction) {
        return set.stream().anyMatch(member -> member.direction() == direction);
    }

    private static Direction direction(List<Member> set) {
        double balance = 0;
        for (Member member : set) {
            if (member.direction() != null) {
                double length = member.box().length();
                balance += member.direction() == Direction.VERTICAL ? length : -length;
            }
        }
        return balance > 0 ? Direction.VERTICAL : Direction.HORIZONTAL;
    }

    /** Splits where nothing is cut; neighbours with the same directions stay together. */
    private List<List<Member>> zones(List<Member> set, boolean down) {
        boolean backwards = !down && main == Direction.VERTICAL;
        List<Member> sorted = new ArrayList<>(set);
        sorted.sort(
                Comparator.comparingDouble((Member m) -> start(m, down, backwards))
                        .thenComparingDouble(m -> end(m, down, backwards))
                        .thenComparingInt(Member::id));
        List<List<Member>> zones = new ArrayList<>();
        double reached = Double.NEGATIVE_INFINITY;
        for (Member member : sorted) {
            if (start(member, down, backwards) >= reached || zones.isEmpty()) {
                zones.add(new ArrayList<>());
            }
            zones.get(zones.size() - 1).add(member);
            reached = Math.max(reached, end(member, down, backwards));
        }
        List<List<Member>> merged = new ArrayList<>();
        for (List<Member> zone : zones) {
            List<Member> last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && kinds(last).equals(kinds(zone))) {
                last.addAll(zone);
            } else {
                merged.add(zone);
            }
        }
        return merged;
    }

    private static String kinds(List<Member> zone) {
        return zone.stream()
                .filter(member -> !member.isOpaque())
                .map(member -> String.valueOf(member.direction()))
                .distinct()
                .sorted()
                .collect(Collectors.joining());
    }

    private static double start(Member member, boolean down, boolean backwards) {
        return down ? member.box().y0() : backwards ? -member.box().x1() : member.box().x0();
    }

    private static double end(Member member, boolean down, boolean backwards) {
        return down ? member.box().y1() : backwards ? -member.box().x0() : member.box().x1();
    }
}

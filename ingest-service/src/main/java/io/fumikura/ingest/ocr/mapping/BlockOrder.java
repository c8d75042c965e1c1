package io.fumikura.ingest.ocr.mapping;

import io.fumikura.ocr.layout.Member;
import io.fumikura.ocr.layout.ReadingOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Blocks as they are read: in the engine's order, and those it gave none, each after the block that
 * by their places is before it.
 */
final class BlockOrder {
    private BlockOrder() {}

    static List<Draft> of(List<Draft> blocks) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            members.add(new Member(i, blocks.get(i).box(), blocks.get(i).direction()));
        }
        List<Integer> byPlace = ReadingOrder.of(members);
        List<Integer> ordered = new ArrayList<>(byPlace);
        ordered.removeIf(i -> blocks.get(i).order() == null);
        ordered.sort(Comparator.comparingLong(i -> given(blocks.get(i))));
        for (int i = 0; i < byPlace.size(); i++) {
            int block = byPlace.get(i);
            if (blocks.get(block).order() == null) {
                ordered.add(i == 0 ? 0 : 1 + ordered.indexOf(byPlace.get(i - 1)), block);
            }
        }
        return ordered.stream().map(blocks::get).toList();
    }

    private static long given(Draft block) {
        return block.order() == null ? 0 : block.order();
    }
}

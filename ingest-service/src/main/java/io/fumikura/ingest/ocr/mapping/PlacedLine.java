package io.fumikura.ingest.ocr.mapping;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.layout.Member;
import io.fumikura.ocr.layout.ReadingOrder;
import io.fumikura.ocr.layout.Skew;
import java.util.ArrayList;
import java.util.List;

/** A line whose direction is known. */
record PlacedLine(Quad quad, Direction direction, String text, double confidence) {

    /** As they are read, where the page is turned by so much. */
    static List<PlacedLine> inReadingOrder(List<PlacedLine> lines, Skew skew) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            PlacedLine line = lines.get(i);
            members.add(new Member(i, skew.straight(line.quad()), line.direction()));
        }
        return ReadingOrder.of(members).stream().map(lines::get).toList();
    }
}

package io.fumikura.ocr.layout;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlockType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Headers and footers by their place: at the very edge, apart from the rest, one or two rows.
 *
 * @param body all others
 */
record RunningLines(List<TextLine> header, List<TextLine> body, List<TextLine> footer) {
    private static final double EDGE = 0.07;
    private static final double APART = 1.2;
    private static final int MOST_ROWS = 2;
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[\\s\\u3000\\-–—―‐〔\\[(（]*(?:[pP]\\.?\\s*)?[0-9０-９]{1,4}"
                            + "(?:\\s*[/／]\\s*[0-9０-９]{1,4})?[\\s\\u3000\\-–—―‐〕\\])）]*");

    static RunningLines of(List<TextLine> lines, double thickness, double height) {
        List<TextLine> header = edge(lines, thickness, height, true);
        List<TextLine> rest = without(lines, header);
        List<TextLine> footer = edge(rest, thickness, height, false);
        List<TextLine> body = without(rest, footer);
        return body.isEmpty()
                ? new RunningLines(List.of(), lines, List.of())
                : new RunningLines(header, body, footer);
    }

    static OcrBlockType type(TextLine line, boolean top) {
        if (NUMBER.matcher(line.text()).matches()) {
            return OcrBlockType.PAGE_NUMBER;
        }
        return top ? OcrBlockType.HEADER : OcrBlockType.FOOTER;
    }

    private static List<TextLine> edge(
            List<TextLine> lines, double thickness, double height, boolean top) {
        List<Span> spans = new ArrayList<>();
        for (TextLine line : lines) {
            Span span = Span.of(line.member(), Direction.HORIZONTAL);
            spans.add(
                    top
                            ? span
                            : new Span(
                                    span.id(),
                                    false,
                                    span.u0(),
                                    span.u1(),
                                    height - span.v1(),
                                    height - span.v0()));
        }
        spans.sort(Comparator.comparingDouble(Span::v1).thenComparingInt(Span::id));
        List<Span> taken = new ArrayList<>();
        List<Span> candidates = new ArrayList<>();
        double reached = 0;
        for (int i = 0; i < spans.size() && spans.get(i).v1() <= EDGE * height; i++) {
            candidates.add(spans.get(i));
            reached = Math.max(reached, spans.get(i).v1());
            double next = nextStart(spans, i + 1);
            List<Span> sorted = candidates.stream().sorted(Span.DOWN).toList();
            if (next - reached >= APART * thickness && Rows.of(sorted).size() <= MOST_ROWS) {
                taken = List.copyOf(candidates);
            }
        }
        List<Integer> ids = taken.stream().map(Span::id).toList();
        return lines.stream().filter(line -> ids.contains(line.id())).toList();
    }

    private static double nextStart(List<Span> spans, int from) {
        return spans.subList(from, spans.size()).stream()
                .mapToDouble(Span::v0)
                .min()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private static List<TextLine> without(List<TextLine> lines, List<TextLine> taken) {
        return lines.stream().filter(line -> !taken.contains(line)).toList();
    }
}

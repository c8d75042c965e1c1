package io.fumikura.ingest.picture;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of a page, as a caller names them: {@code 3-5,8}. */
public final class LineNumbers {
    public static final LineNumbers NONE = new LineNumbers(List.of());

    private static final int MAX_RANGES = 500;
    private static final Pattern RANGE = Pattern.compile("\\s*([0-9]{1,6})(?:-([0-9]{1,6}))?\\s*");

    private final List<Range> ranges;

    private LineNumbers(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    private record Range(int first, int last) {}

    /**
     * @throws ServiceException the text names no lines
     */
    public static LineNumbers parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", MAX_RANGES + 1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                throw invalid("lines must be numbers and ranges, like 3-5,8");
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (first < 1 || last < first) {
                throw invalid("lines count from 1, and a range from its smaller number");
            }
            ranges.add(new Range(first, last));
        }
        return new LineNumbers(ranges);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean contains(int line) {
        return ranges.stream().anyMatch(range -> line >= range.first && line <= range.last);
    }

    /**
     * @param lines how many the page has
     * @throws ServiceException one of these is not among them
     */
    public void checkWithin(int lines) {
        for (Range range : ranges) {
            if (range.last > lines) {
                throw invalid("The page has %d lines, and no line %d".formatted(lines, range.last));
            }
        }
    }

    private static ServiceException invalid(String detail) {
        return new ServiceException(ErrorCode.INVALID_REQUEST, detail);
    }
}

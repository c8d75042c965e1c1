package io.fumikura.cli.airgap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code strace -f -o} wrote. A call that another thread interrupted is written in two halves,
 * which are put together here. A line that cannot be read is kept, because what it says is not
 * known to be harmless.
 */
record TraceLog(List<Call> calls, List<String> unreadable) {
    private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("([\\w?]+)\\((.*)", Pattern.DOTALL);
    private static final Pattern SECOND_HALF =
            Pattern.compile("<\\.\\.\\. \\S+ resumed>(.*)", Pattern.DOTALL);
    private static final Pattern WITH_RESULT = Pattern.compile("(.*)\\)\\s+= (.*)", Pattern.DOTALL);
    private static final String FIRST_HALF_END = "<unfinished ...>";

    TraceLog {
        calls = List.copyOf(calls);
        unreadable = List.copyOf(unreadable);
    }

    static TraceLog read(Path file) throws IOException {
        return of(Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList());
    }

    static TraceLog of(List<String> lines) {
        Reading reading = new Reading();
        lines.forEach(reading::line);
        return reading.end();
    }

    private static final class Reading {
        private final List<Call> calls = new ArrayList<>();
        private final List<String> unreadable = new ArrayList<>();
        private final Map<Integer, String> firstHalves = new HashMap<>();

        void line(String line) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                unreadable.add(line);
                return;
            }
            int thread = Integer.parseInt(matcher.group(1));
            String text = matcher.group(2);
            if (text.startsWith("+++ ") || text.startsWith("--- ")) {
                return;
            }
            Matcher second = SECOND_HALF.matcher(text);
            if (second.matches()) {
                String first = firstHalves.remove(thread);
                call(line, thread, first == null ? "" : join(first, second.group(1)));
            } else if (text.endsWith(FIRST_HALF_END)) {
                firstHalves.put(thread, firstHalf(text));
            } else {
                call(line, thread, text);
            }
        }

        private static String firstHalf(String text) {
            return text.substring(0, text.length() - FIRST_HALF_END.length()).stripTrailing();
        }

        private static String join(String first, String second) {
            return first + (second.startsWith(")") ? "" : " ") + second.stripLeading();
        }

        private void call(String line, int thread, String text) {
            Matcher call = CALL.matcher(text);
            if (!call.matches()) {
                unreadable.add(line);
                return;
            }
            Matcher result = WITH_RESULT.matcher(call.group(2));
            calls.add(
                    result.matches()
                            ? new Call(thread, call.group(1), result.group(1), result.group(2))
                            : new Call(thread, call.group(1), call.group(2), ""));
        }

        /** What a thread had begun when it ended was tried all the same. */
        TraceLog end() {
            firstHalves.forEach((thread, text) -> call(thread + " " + text, thread, text));
            return new TraceLog(calls, unreadable);
        }
    }
}

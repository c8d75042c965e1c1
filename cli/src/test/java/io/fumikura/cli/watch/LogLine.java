package io.fumikura.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A line of a service's log as it was written. */
public record LogLine(String file, String text) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * All lines so far.
     *
     * @param folder of the logs, one file for each process
     */
    public static List<LogLine> of(Path folder, String process) throws IOException {
        List<LogLine> lines = new ArrayList<>();
        Path file = folder.resolve(process + ".log");
        Files.readAllLines(file).forEach(line -> lines.add(new LogLine(process, line)));
        return lines;
    }

    /** Fails where the line is no JSON object. */
    public JsonNode json() {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            // said below
        }
        throw new AssertionError("not JSON, in " + file + ": " + text);
    }
}

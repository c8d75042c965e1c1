package io.fumikura.cli.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Questions with the file that answers each, and how many are answered by the first three hits. */
final class Questions {
    record Question(String text, String document) {}

    /**
     * @param missed what was asked and not found, with what was found instead
     */
    record Result(int asked, List<String> missed) {}

    private Questions() {}

    /** Those that have an answer. */
    static List<Question> read(Path file) throws IOException {
        List<Question> questions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = new ObjectMapper().readTree(line);
            if (!node.get("document").isNull()) {
                questions.add(
                        new Question(node.get("question").asText(), node.get("document").asText()));
            }
        }
        return questions;
    }

    static Result ask(RunningSystem system, List<Question> questions, Map<UUID, String> names) {
        List<String> missed = new ArrayList<>();
        for (Question question : questions) {
            SearchResponse response = system.search(question.text(), 3);
            List<String> found =
                    response.hits().stream()
                            .map(Hit::documentId)
                            .map(id -> names.getOrDefault(id, id.toString()))
                            .toList();
            if (!found.contains(question.document())) {
                missed.add(question.text() + " → " + found);
            }
        }
        return new Result(questions.size(), missed);
    }
}

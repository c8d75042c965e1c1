package io.fumikura.cli.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder in the BEIR layout: {@code corpus.jsonl} and {@code queries.jsonl} with {@code id} (or
 * {@code _id}), {@code title} and {@code text} a line, and {@code qrels.tsv} (or {@code
 * qrels/test.tsv}) with question, document and gain.
 *
 * @param name of the folder
 * @param documents those that hold any text
 * @param questions those with at least one relevant document; the others cannot be measured
 * @param unjudged how many questions were left out
 */
record BeirSet(String name, List<Document> documents, List<Question> questions, int unjudged) {
    private static final ObjectMapper JSON = new ObjectMapper();

    BeirSet {
        documents = List.copyOf(documents);
        questions = List.copyOf(questions);
    }

    /** One line of the corpus. */
    record Document(String id, String title, String text) {}

    /**
     * @param gains by document id; more than 0 is relevant
     */
    record Question(String id, String text, Map<String, Integer> gains) {
        Question {
            gains = Map.copyOf(gains);
        }
    }

    static BeirSet read(Path folder) throws IOException {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        List<Document> documents = new ArrayList<>();
        for (JsonNode row : rows(folder.resolve("corpus.jsonl"))) {
            Document document =
                    new Document(id(row), row.path("title").asText(), row.path("text").asText());
            if (!(document.title() + document.text()).isBlank()) {
                documents.add(document);
            }
        }
        Map<String, Map<String, Integer>> gains = gains(folder);
        List<Question> questions = new ArrayList<>();
        int unjudged = 0;
        for (JsonNode row : rows(folder.resolve("queries.jsonl"))) {
            Map<String, Integer> own = gains.getOrDefault(id(row), Map.of());
            if (own.values().stream().anyMatch(gain -> gain > 0)) {
                questions.add(new Question(id(row), row.path("text").asText(), own));
            } else {
                unjudged++;
            }
        }
        if (documents.isEmpty() || questions.isEmpty()) {
            throw new CommandFailure(
                    "%s has %d documents and %d questions with a relevant one; it needs both"
                            .formatted(folder, documents.size(), questions.size()));
        }
        return new BeirSet(name, documents, questions, unjudged);
    }

    /** Under which id a document is indexed: always the same one. */
    UUID indexedAs(Document document) {
        return UUID.nameUUIDFromBytes((name + "/" + document.id()).getBytes(UTF_8));
    }

    private static Map<String, Map<String, Integer>> gains(Path folder) throws IOException {
        Path file =
                Stream.of("qrels.tsv", "qrels/test.tsv")
                        .map(folder::resolve)
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .orElseThrow(() -> missing(folder.resolve("qrels.tsv")));
        Map<String, Map<String, Integer>> gains = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file, UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            String[] columns = lines.get(i).split("\t", -1);
            boolean header = i == 0 && columns[columns.length - 1].equals("score");
            if (header || lines.get(i).isBlank()) {
                continue;
            }
            try {
                gains.computeIfAbsent(columns[0], id -> new LinkedHashMap<>())
                        .put(columns[1], Integer.parseInt(columns[2].strip()));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw unreadable(file, i + 1, "question, document and gain, with tabs between");
            }
        }
        return gains;
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw missing(file);
        }
        List<JsonNode> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(file, UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            try {
                JsonNode row = JSON.readTree(lines.get(i));
                if (id(row).isEmpty()) {
                    throw unreadable(file, i + 1, "a JSON object with an id");
                }
                rows.add(row);
            } catch (JsonProcessingException e) {
                throw unreadable(file, i + 1, "a JSON object with an id");
            }
        }
        return rows;
    }

    private static String id(JsonNode row) {
        return row.path(row.has("id") ? "id" : "_id").asText();
    }

    private static CommandFailure missing(Path file) {
        return new CommandFailure(
                "there is no file %s; an evaluation folder holds corpus.jsonl, queries.jsonl and qrels.tsv"
                        .formatted(file));
    }

    private static CommandFailure unreadable(Path file, int line, String expected) {
        return new CommandFailure("%s, line %d: not %s".formatted(file, line, expected));
    }
}

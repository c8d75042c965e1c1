package io.fumikura.cli.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.contract.ingest.DocumentPage;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.query.FeedbackRequest.JudgedHit;
import io.fumikura.contract.query.FeedbackRequest.Thumbs;
import io.fumikura.contract.query.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A BEIR folder of what the readers of a running system thought: their questions, from the query
 * log; the documents their thumbs were on; and all documents as the corpus. A thumb up is a gain of
 * 1, a thumb down one of 0; of several on the same document for the same question the last counts.
 */
public final class FeedbackSet {
    private static final int PAGE = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FumikuraClient client;

    public FeedbackSet(FumikuraClient client) {
        this.client = client;
    }

    /**
     * What was written and what could not be used, in a sentence.
     *
     * @param folder must be absent or empty
     */
    public String write(Path folder) throws IOException {
        refuseFull(folder);
        Map<String, Map<UUID, Integer>> judged = new LinkedHashMap<>();
        int unusable = 0;
        for (Judgement judgement : judgements()) {
            String question = judgement.query();
            JudgedHit hit = judgement.hit();
            if (question == null || hit == null) {
                unusable++;
                continue;
            }
            judged.computeIfAbsent(question.strip(), q -> new LinkedHashMap<>())
                    .put(hit.documentId(), judgement.thumbs() == Thumbs.UP ? 1 : 0);
        }
        judged.values().removeIf(gains -> !gains.containsValue(1));
        if (judged.isEmpty()) {
            throw new CommandFailure(
                    "no logged question has a thumb up on a hit (%d thumbs are without a question or a hit);"
                                    .formatted(unusable)
                            + " start query-service with QUERY_LOG_QUERIES=true and send thumbs"
                            + " with their hit");
        }
        Files.createDirectories(folder);
        int documents = writeCorpus(folder.resolve("corpus.jsonl"));
        writeQuestions(folder, judged);
        return "%d questions with a thumb up and %d documents written to %s; %d thumbs had no logged question or no hit"
                .formatted(judged.size(), documents, folder, unusable);
    }

    private static void refuseFull(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new CommandFailure(folder + " is not empty; name another folder");
                }
            }
        }
    }

    private List<Judgement> judgements() {
        List<Judgement> all = new ArrayList<>();
        while (true) {
            List<Judgement> page = client.judgements(all.size(), PAGE);
            all.addAll(page);
            if (page.size() < PAGE) {
                return all;
            }
        }
    }

    private int writeCorpus(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        int offset = 0;
        List<DocumentView> page;
        do {
            page = client.indexedDocuments(offset, PAGE);
            for (DocumentView document : page) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("id", document.id().toString());
                row.put("title", document.title());
                row.put("text", text(document));
                lines.add(JSON.writeValueAsString(row));
            }
            offset += page.size();
        } while (page.size() == PAGE);
        Files.write(file, lines, UTF_8);
        return lines.size();
    }

    private String text(DocumentView document) {
        List<String> pages = new ArrayList<>();
        for (int number = 1; number <= document.pages(); number++) {
            pages.add(
                    client.page(document.id(), number).lines().stream()
                            .map(DocumentPage.Line::text)
                            .collect(Collectors.joining("\n")));
        }
        return String.join("\n\n", pages);
    }

    private static void writeQuestions(Path folder, Map<String, Map<UUID, Integer>> judged)
            throws IOException {
        List<String> questions = new ArrayList<>();
        List<String> gains = new ArrayList<>(List.of("query-id\tcorpus-id\tscore"));
        for (Map.Entry<String, Map<UUID, Integer>> entry : judged.entrySet()) {
            String id = "q%04d".formatted(questions.size() + 1);
            Map<String, String> row = new LinkedHashMap<>();
            row.put("id", id);
            row.put("text", entry.getKey());
            questions.add(JSON.writeValueAsString(row));
            entry.getValue()
                    .forEach((document, gain) -> gains.add(id + "\t" + document + "\t" + gain));
        }
        Files.write(folder.resolve("queries.jsonl"), questions, UTF_8);
        Files.write(folder.resolve("qrels.tsv"), gains, UTF_8);
    }
}

package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fumikura.cli.stack.Component;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls of every kind, good and bad, each with the same word in whatever text it holds. */
record MarkedCalls(RunningSystem system, String mark) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What models and searches are asked. */
    List<HttpResponse<String>> asks() throws IOException, InterruptedException {
        return List.of(
                post(Component.QUERY, "/v1/search", "{\"query\":\"%s\"}"),
                post(Component.QUERY, "/v1/search", "{\"query\":\"%s"),
                post(Component.QUERY, "/v1/search", "{\"query\":\"q\",\"%s\":1}"),
                post(Component.QUERY, "/v1/search", "{\"query\":\"q\",\"mode\":\"%s\"}"),
                post(Component.QUERY, "/v1/search", "{\"query\":[\"%s\"]}"),
                post(Component.QUERY, "/v1/answers", "{\"query\":\"%s\"}"),
                post(Component.QUERY, "/v1/answers", "{\"query\":\"%s\",\"top_k\":-1}"),
                post(
                        Component.QUERY,
                        "/v1/chat/completions",
                        "{\"model\":\"fumikura\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"),
                post(
                        Component.QUERY,
                        "/v1/chat/completions",
                        "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"),
                post(Component.QUERY, "/v1/feedback", "{\"query_id\":\"%s\",\"thumbs\":\"up\"}"),
                post(Component.QUERY, "/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"id\":1}"));
    }

    /** The same of the services with a model. */
    List<HttpResponse<String>> asksModels() throws IOException, InterruptedException {
        return List.of(
                post(Component.EMBEDDING, "/embed", "{\"inputs\":\"%s\"}"),
                post(Component.EMBEDDING, "/embed", "{\"inputs\":\"q\",\"truncate\":\"%s\"}"),
                post(Component.EMBEDDING, "/embed", "{\"inputs\":\" \"}"),
                post(Component.EMBEDDING, "/embed?%s", "{\"inputs\":{\"%s\":1}}"),
                post(Component.EMBEDDING, "/v1/embeddings", "{\"input\":\"%s\",\"model\":\"%s\"}"),
                post(Component.EMBEDDING, "/tokenize", "{\"inputs\":\"%s\"}"),
                post(Component.RERANKER, "/rerank", "{\"query\":\"%s\",\"texts\":[\"%s\",\"b\"]}"),
                post(Component.RERANKER, "/rerank", "{\"query\":\"\",\"texts\":[\"%s\"]}"),
                post(
                        Component.RERANKER,
                        "/rerank",
                        "{\"query\":\"q\",\"truncate\":false,\"texts\":[\""
                                + "長い文。".repeat(2_000)
                                + "\"]}"),
                post(
                        Component.RERANKER,
                        "/v2/rerank",
                        "{\"query\":\"%s\",\"documents\":[{\"%s\":1}]}"));
    }

    /** Documents that are fine and documents that are not; the first is fine. */
    List<HttpResponse<String>> uploads() throws IOException, InterruptedException {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("text/markdown", "# %s\n\n%sは月に30時間までとする。\n");
        bodies.put("application/pdf", "%%PDF-1.7\n1 0 obj<</%s %s>>");
        bodies.put("text/html", "<html><%s><title>%s</title><p>%s");
        bodies.put("application/zip", "PK\u0003\u0004%s");
        bodies.put("text/csv", "%s,\"%s\n");
        bodies.put("application/json", "{\"%s\":1}");
        List<HttpResponse<String>> replies = new ArrayList<>();
        for (Map.Entry<String, String> body : bodies.entrySet()) {
            replies.add(
                    send(
                            Component.INGEST,
                            "/v1/documents?title=%s&tags=%s",
                            body.getKey(),
                            body.getValue()));
        }
        replies.add(send(Component.INGEST, "/v1/documents?metadata={%s", "text/plain", "本文 %s"));
        replies.add(send(Component.INGEST, "/v1/documents?document_id=%s", "text/plain", "本文 %s"));
        return replies;
    }

    private HttpResponse<String> post(Component service, String path, String body)
            throws IOException, InterruptedException {
        return send(service, path, "application/json", body);
    }

    private HttpResponse<String> send(Component service, String path, String type, String body)
            throws IOException, InterruptedException {
        String encoded = URLEncoder.encode(mark, UTF_8);
        return HTTP.send(
                HttpRequest.newBuilder(
                                system.uri(
                                        service, path.replace("%s", encoded).replace("{", "%7B")))
                        .header("Content-Type", type)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        body.replace("%s", mark).replace("%%", "%")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}

package io.fumikura.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.CommandFailure;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.ingest.DocumentList;
import io.fumikura.contract.ingest.DocumentPage;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.problem.Problem;
import io.fumikura.contract.query.Judgement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.net.URIBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The public REST routes, as a caller uses them. What a service refuses becomes a {@link Refusal}.
 */
public final class FumikuraClient implements AutoCloseable {
    private static final ObjectMapper JSON = EventJson.mapper();

    /** To one service; as many as ask at the same time. */
    private static final int MAX_CONNECTIONS = 32;

    private static final ContentType PLAIN_TEXT = ContentType.create("text/plain", UTF_8);

    private final URI ingest;
    private final URI query;
    private final CloseableHttpClient http;

    public FumikuraClient(URI ingest, URI query) {
        this(ingest, query, null);
    }

    /**
     * @param key shown with every request; null: none
     */
    public FumikuraClient(URI ingest, URI query, @Nullable String key) {
        this.ingest = ingest;
        this.query = query;
        this.http = http(key);
    }

    private static CloseableHttpClient http(@Nullable String key) {
        return HttpClients.custom()
                .disableAutomaticRetries()
                .setDefaultHeaders(
                        key == null || key.isBlank()
                                ? List.of()
                                : List.of(
                                        new BasicHeader(
                                                HttpHeaders.AUTHORIZATION, "Bearer " + key)))
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(MAX_CONNECTIONS)
                                .setMaxConnTotal(2 * MAX_CONNECTIONS)
                                .build())
                .build();
    }

    /** Sends a file; the answer says which document it became. */
    public DocumentView upload(Path file, String contentType) {
        HttpPost post = new HttpPost(ingest.resolve("/v1/documents"));
        post.setEntity(
                MultipartEntityBuilder.create()
                        .setCharset(UTF_8)
                        .setMode(HttpMultipartMode.LEGACY)
                        .addBinaryBody(
                                "file",
                                file.toFile(),
                                ContentType.create(contentType),
                                String.valueOf(file.getFileName()))
                        .build());
        return read(send(post), DocumentView.class);
    }

    /** Sends a text that becomes, or already is, the document of this id. */
    public DocumentView uploadText(UUID id, String title, String text) {
        HttpPost post =
                new HttpPost(
                        withQuery(
                                "/v1/documents",
                                Map.of("document_id", id.toString(), "title", title)));
        post.setEntity(new StringEntity(text, PLAIN_TEXT));
        return read(send(post), DocumentView.class);
    }

    public long countDocuments(DocumentState state) {
        return documents(state, 0, 1).total();
    }

    /** Searchable documents, newest first. */
    public List<DocumentView> indexedDocuments(int offset, int limit) {
        return documents(DocumentState.INDEXED, offset, limit).documents();
    }

    private DocumentList documents(DocumentState state, int offset, int limit) {
        URI page =
                withQuery(
                        "/v1/documents",
                        Map.of(
                                "state",
                                state.wireName(),
                                "offset",
                                String.valueOf(offset),
                                "limit",
                                String.valueOf(limit)));
        return read(send(new HttpGet(page)), DocumentList.class);
    }

    /** The lines of a page, from 1. */
    public DocumentPage page(UUID id, int number) {
        URI page = ingest.resolve("/v1/documents/%s/pages/%d".formatted(id, number));
        return read(send(new HttpGet(page)), DocumentPage.class);
    }

    /** Thumbs, oldest first. */
    public List<Judgement> judgements(int offset, int limit) {
        String page = "/v1/feedback?offset=%d&limit=%d".formatted(offset, limit);
        return List.of(read(send(new HttpGet(query.resolve(page))), Judgement[].class));
    }

    private URI withQuery(String path, Map<String, String> parameters) {
        try {
            URIBuilder builder = new URIBuilder(ingest.resolve(path));
            parameters.forEach(builder::addParameter);
            return builder.build();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public DocumentView document(UUID id) {
        return read(send(new HttpGet(ingest.resolve("/v1/documents/" + id))), DocumentView.class);
    }

    /** Removes a document from the index, the database and the blob store. */
    public void delete(UUID id) {
        send(new HttpDelete(ingest.resolve("/v1/documents/" + id)));
    }

    /** A route of ingest-service that takes no body; what it answered. */
    public String operate(String method, String pathAndQuery) {
        return send(
                ClassicRequestBuilder.create(method).setUri(ingest.resolve(pathAndQuery)).build());
    }

    /** The same where the answer is long: its lines as they come, without the empty ones. */
    public void lines(String method, String pathAndQuery, Consumer<String> take) {
        ClassicHttpRequest request =
                ClassicRequestBuilder.create(method).setUri(ingest.resolve(pathAndQuery)).build();
        try {
            http.execute(
                    request,
                    response -> {
                        HttpEntity entity = response.getEntity();
                        if (entity == null || response.getCode() >= 400) {
                            throw refusal(
                                    response.getCode(),
                                    entity == null ? "" : EntityUtils.toString(entity, UTF_8));
                        }
                        new BufferedReader(new InputStreamReader(entity.getContent(), UTF_8))
                                .lines()
                                .filter(line -> !line.isBlank())
                                .forEach(take);
                        return true;
                    });
        } catch (IOException | UncheckedIOException e) {
            throw away(request, e);
        }
    }

    /** Whatever a service answers to a GET. */
    public String fetch(URI page) {
        return send(new HttpGet(page));
    }

    /** The raw JSON of {@code POST /v1/search}. */
    public String search(Object request) {
        return post("/v1/search", request);
    }

    /** The raw JSON of {@code POST /v1/answers}. */
    public String answer(Object request) {
        return post("/v1/answers", request);
    }

    public <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new CommandFailure("the service answered something unexpected: " + json, e);
        }
    }

    private String post(String path, Object request) {
        HttpPost post = new HttpPost(query.resolve(path));
        post.setEntity(
                new StringEntity(
                        JSON.valueToTree(request).toString(), ContentType.APPLICATION_JSON));
        return send(post);
    }

    private String send(ClassicHttpRequest request) {
        try {
            return http.execute(
                    request,
                    response -> {
                        HttpEntity entity = response.getEntity();
                        String body = entity == null ? "" : EntityUtils.toString(entity, UTF_8);
                        if (response.getCode() >= 400) {
                            throw refusal(response.getCode(), body);
                        }
                        return body;
                    });
        } catch (IOException e) {
            throw away(request, e);
        }
    }

    private static CommandFailure away(ClassicHttpRequest request, Exception e) {
        return new CommandFailure(
                "%s does not answer (%s); is it running? ./dev.sh status tells"
                        .formatted(request.getAuthority(), e.getMessage()),
                e);
    }

    private static Refusal refusal(int status, String body) {
        try {
            Problem problem = JSON.readValue(body, Problem.class);
            return new Refusal(problem.code(), problem.detail());
        } catch (IOException e) {
            return new Refusal("http_" + status, "the service answered status " + status);
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}

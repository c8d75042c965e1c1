package io.fumikura.ingest.index;

import com.google.common.collect.Lists;
import io.fumikura.access.http.OutgoingCredential;
import io.fumikura.contract.embedding.EmbedHeaders;
import io.fumikura.contract.embedding.EmbedRequest;
import io.fumikura.contract.embedding.InputKind;
import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Asks embedding-service what its model is, and for vectors. */
public final class RemoteEmbeddingModel implements EmbeddingModel {
    private static final int CONNECT_SECONDS = 2;
    private static final int READ_SECONDS = 5;

    /** Bulk work waits there behind queries. */
    private static final int EMBED_SECONDS = 120;

    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> UNTRUSTED = Set.of(401, 403);

    private final URI address;
    private final EmbeddingRestClient client;
    private final EmbeddingRestClient patient;

    /**
     * @param credentials says for whom this service asks
     */
    public RemoteEmbeddingModel(URI address, OutgoingCredential credentials) {
        this.address = address;
        this.client = client(address, READ_SECONDS, credentials);
        this.patient = client(address, EMBED_SECONDS, credentials);
    }

    private static EmbeddingRestClient client(
            URI address, int seconds, OutgoingCredential credentials) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(address)
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(seconds, TimeUnit.SECONDS)
                .register(credentials)
                .build(EmbeddingRestClient.class);
    }

    URI address() {
        return address;
    }

    @Override
    public Uni<ModelInfo> describe() {
        return client.info().onFailure().transform(failure -> unavailable(words(failure), failure));
    }

    /**
     * One vector for each passage, behind whatever else the service has to do; while it is busy,
     * this waits as long as it says. Fails with {@code dependency_unavailable} for what passes,
     * also when the service has another model by now; with another code when it will not have a
     * text.
     *
     * @param model what its {@link #describe} said
     */
    public Uni<List<float[]>> embed(ModelInfo model, List<String> passages) {
        return Multi.createFrom()
                .iterable(Lists.partition(passages, Math.max(1, model.maxClientBatchSize())))
                .onItem()
                .transformToUniAndConcatenate(part -> call(model, part))
                .collect()
                .in(ArrayList<float[]>::new, (all, part) -> all.addAll(List.of(part)))
                .map(List::copyOf);
    }

    private Uni<float[][]> call(ModelInfo model, List<String> passages) {
        EmbedRequest request = EmbedRequest.of(passages, InputKind.DOCUMENT);
        return Uni.createFrom()
                .deferred(() -> patient.embed(EmbedHeaders.BULK, request))
                .map(response -> vectors(model, passages.size(), response))
                .onFailure(failure -> !(failure instanceof ServiceException))
                .transform(this::translate)
                .onFailure(RemoteEmbeddingModel::isBusy)
                .retry()
                .when(
                        failures ->
                                failures.onItem()
                                        .transformToUniAndConcatenate(RemoteEmbeddingModel::pause));
    }

    private float[][] vectors(ModelInfo model, int count, RestResponse<float[][]> response) {
        if (response.getStatus() != Response.Status.OK.getStatusCode()) {
            throw refused(
                    response.getStatus(), response.getHeaderString(HttpHeaders.RETRY_AFTER), null);
        }
        String made = response.getHeaderString(EmbedHeaders.INDEX_COMPAT);
        if (!String.valueOf(model.indexCompat()).equals(made)) {
            throw unavailable(
                    "makes vectors of %s and not of %s any more"
                            .formatted(made, model.indexCompat()),
                    null);
        }
        float[][] vectors = response.getEntity();
        if (vectors.length != count) {
            throw unavailable("answers with another number of vectors than was asked for", null);
        }
        return vectors;
    }

    private ServiceException translate(Throwable failure) {
        if (failure instanceof WebApplicationException answer) {
            Response response = answer.getResponse();
            return refused(
                    response.getStatus(),
                    response.getHeaderString(HttpHeaders.RETRY_AFTER),
                    failure);
        }
        return unavailable(words(failure), failure);
    }

    private static String words(Throwable failure) {
        return failure instanceof WebApplicationException answer
                ? answers(answer.getResponse().getStatus())
                : "does not answer";
    }

    /** What it answers in place of what it was asked for. */
    static String answers(int status) {
        return UNTRUSTED.contains(status)
                ? "answers %d: it does not trust this service, and its log says why"
                        .formatted(status)
                : "answers %d".formatted(status);
    }

    private ServiceException refused(
            int status, @Nullable String retryAfter, @Nullable Throwable cause) {
        if (status == TOO_MANY_REQUESTS) {
            return ServiceException.overloaded(
                    "The embedding service at %s is busy".formatted(address), seconds(retryAfter));
        }
        // That it does not take this service for ours is no fault of the passages.
        if (status >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()
                || UNTRUSTED.contains(status)) {
            return unavailable(answers(status), cause);
        }
        return new ServiceException(
                ErrorCode.INFERENCE_FAILED,
                "The embedding service at %s refuses passages with %d".formatted(address, status),
                cause);
    }

    private static Duration seconds(@Nullable String retryAfter) {
        try {
            Duration asked = Duration.ofSeconds(Long.parseLong(String.valueOf(retryAfter)));
            return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
        } catch (NumberFormatException e) {
            return DEFAULT_PAUSE;
        }
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof ServiceException known && known.code() == ErrorCode.OVERLOADED;
    }

    private static Uni<Throwable> pause(Throwable busy) {
        Duration pause =
                busy instanceof ServiceException known
                        ? known.retryAfter().orElse(DEFAULT_PAUSE)
                        : DEFAULT_PAUSE;
        return Uni.createFrom().item(busy).onItem().delayIt().by(pause);
    }

    private ServiceException unavailable(String words, @Nullable Throwable cause) {
        return new ServiceException(
                ErrorCode.DEPENDENCY_UNAVAILABLE,
                "The embedding service at %s %s".formatted(address, words),
                cause);
    }
}

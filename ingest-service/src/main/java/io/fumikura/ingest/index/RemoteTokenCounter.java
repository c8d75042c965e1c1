package io.fumikura.ingest.index;

import io.fumikura.access.http.OutgoingCredential;
import io.fumikura.contract.embedding.TokenCountsRequest;
import io.fumikura.contract.embedding.TokenCountsResponse;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.chunk.TokenCounter;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has embedding-service count, one call after another, so that a document never has more than one
 * call waiting there. A call that fails is tried a few times; then the failure is one that passes,
 * and the document is read again when the service is back.
 */
public final class RemoteTokenCounter implements TokenCounter {
    private static final int CONNECT_SECONDS = 2;
    private static final int READ_SECONDS = 15;
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Small enough for the limits of any service that is set up sensibly. */
    private static final int MAX_TEXTS = 512;

    private static final int MAX_CHARACTERS = 20_000;
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI address;
    private final EmbeddingRestClient client;

    /**
     * @param credentials says for whom this service asks
     */
    public RemoteTokenCounter(URI address, OutgoingCredential credentials) {
        this.address = address;
        this.client =
                QuarkusRestClientBuilder.newBuilder()
                        .baseUri(address)
                        .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
                        .register(credentials)
                        .build(EmbeddingRestClient.class);
    }

    /** The result comes on a worker thread, not on the event loop. */
    @Override
    public CompletionStage<Counts> count(List<String> texts) {
        return Multi.createFrom()
                .iterable(calls(texts))
                .onItem()
                .transformToUniAndConcatenate(this::call)
                .collect()
                .asList()
                .map(RemoteTokenCounter::join)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .subscribeAsCompletionStage();
    }

    private static List<List<String>> calls(List<String> texts) {
        List<List<String>> calls = new ArrayList<>();
        int start = 0;
        int characters = 0;
        for (int i = 0; i < texts.size(); i++) {
            int length = texts.get(i).length();
            if (i > start && (i - start == MAX_TEXTS || characters + length > MAX_CHARACTERS)) {
                calls.add(texts.subList(start, i));
                start = i;
                characters = 0;
            }
            characters += length;
        }
        calls.add(texts.subList(start, texts.size()));
        return calls;
    }

    private Uni<TokenCountsResponse> call(List<String> texts) {
        return Uni.createFrom()
                .deferred(() -> client.count(new TokenCountsRequest(texts)))
                .invoke(response -> check(texts, response))
                .onFailure(failure -> !(failure instanceof ServiceException))
                .transform(this::translate)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(ATTEMPTS - 1);
    }

    private void check(List<String> texts, TokenCountsResponse response) {
        boolean sound =
                response.counts().size() == texts.size()
                        && response.counts().stream().allMatch(count -> count >= 0)
                        && response.maxTokens() > 0;
        if (!sound) {
            throw unavailable("answers with other counts than were asked for", null);
        }
    }

    private ServiceException translate(Throwable failure) {
        if (failure instanceof WebApplicationException refused) {
            int status = refused.getResponse().getStatus();
            return status == TOO_MANY_REQUESTS
                    ? ServiceException.overloaded(
                            "The embedding service at %s is busy".formatted(address), LONGEST_PAUSE)
                    : unavailable(
                            "does not count tokens, it " + RemoteEmbeddingModel.answers(status),
                            failure);
        }
        return unavailable("does not answer", failure);
    }

    private ServiceException unavailable(String words, @Nullable Throwable cause) {
        return new ServiceException(
                ErrorCode.DEPENDENCY_UNAVAILABLE,
                "The embedding service at %s %s".formatted(address, words),
                cause);
    }

    private static Counts join(List<TokenCountsResponse> responses) {
        List<Integer> counts = new ArrayList<>();
        int maxTokens = Integer.MAX_VALUE;
        for (TokenCountsResponse response : responses) {
            counts.addAll(response.counts());
            maxTokens = Math.min(maxTokens, response.maxTokens());
        }
        return new Counts(counts, maxTokens);
    }
}

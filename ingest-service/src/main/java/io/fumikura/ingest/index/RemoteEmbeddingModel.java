package io.fumikura.ingest.index;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Asks embedding-service. */
public final class RemoteEmbeddingModel implements EmbeddingModel {
    private static final int CONNECT_SECONDS = 2;
    private static final int READ_SECONDS = 5;

    private final URI address;
    private final EmbeddingRestClient client;

    public RemoteEmbeddingModel(URI address) {
        this.address = address;
        this.client =
                QuarkusRestClientBuilder.newBuilder()
                        .baseUri(address)
                        .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
                        .build(EmbeddingRestClient.class);
    }

    @Override
    public Uni<ModelInfo> describe() {
        return client.info()
                .onFailure()
                .transform(
                        failure ->
                                new ServiceException(
                                        ErrorCode.DEPENDENCY_UNAVAILABLE,
                                        "The embedding service at %s does not answer"
                                                .formatted(address),
                                        failure));
    }
}

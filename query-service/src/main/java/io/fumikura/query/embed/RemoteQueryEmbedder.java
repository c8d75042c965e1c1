package io.fumikura.query.embed;

import io.fumikura.contract.embedding.EmbedRequest;
import io.fumikura.contract.embedding.InputKind;
import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.CallPolicy;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.call.Dependency;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** embedding-service over REST. The service knows the prefix of a query; we say that it is one. */
public final class RemoteQueryEmbedder implements QueryEmbedder {
    private final EmbeddingRestClient client;
    private final Dependency service;

    private RemoteQueryEmbedder(EmbeddingRestClient client, Dependency service) {
        this.client = client;
        this.service = service;
    }

    public static RemoteQueryEmbedder at(URI address, CallPolicy policy) {
        EmbeddingRestClient client =
                QuarkusRestClientBuilder.newBuilder()
                        .baseUri(address)
                        .connectTimeout(policy.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(policy.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .build(EmbeddingRestClient.class);
        return new RemoteQueryEmbedder(client, new Dependency("the embedding service", policy));
    }

    @Override
    public Uni<float[]> embed(String question, Deadline deadline) {
        EmbedRequest request = EmbedRequest.of(List.of(question), InputKind.QUERY);
        return service.call(() -> client.embed(request).map(RemoteQueryEmbedder::only), deadline);
    }

    @Override
    public Uni<ModelInfo> model(Deadline deadline) {
        return service.ask(client::model, deadline);
    }

    private static float[] only(float[][] vectors) {
        if (vectors.length != 1 || vectors[0].length == 0) {
            throw new ServiceException(
                    ErrorCode.DEPENDENCY_UNAVAILABLE,
                    "the embedding service answered " + vectors.length + " vectors for 1 text");
        }
        return vectors[0];
    }
}

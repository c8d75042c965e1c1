package io.fumikura.query.embed;

import io.fumikura.access.http.OutgoingCredential;
import io.fumikura.contract.embedding.EmbedHeaders;
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
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.RestResponse;

/** embedding-service over REST. The service knows the prefix of a query; we say that it is one. */
public final class RemoteQueryEmbedder implements QueryEmbedder {
    private final EmbeddingRestClient client;
    private final Dependency service;

    private RemoteQueryEmbedder(EmbeddingRestClient client, Dependency service) {
        this.client = client;
        this.service = service;
    }

    /**
     * @param credentials says for whom this service asks
     */
    public static RemoteQueryEmbedder at(
            URI address, CallPolicy policy, OutgoingCredential credentials) {
        EmbeddingRestClient client =
                QuarkusRestClientBuilder.newBuilder()
                        .baseUri(address)
                        .connectTimeout(policy.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(policy.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .register(credentials)
                        .build(EmbeddingRestClient.class);
        return new RemoteQueryEmbedder(client, new Dependency("the embedding service", policy));
    }

    @Override
    public Uni<float[]> embed(String question, String indexCompat, Deadline deadline) {
        EmbedRequest request = EmbedRequest.of(List.of(question), InputKind.QUERY);
        return service.call(
                () -> client.vectors(request).map(answer -> vector(answer, indexCompat)), deadline);
    }

    private static float[] vector(RestResponse<float[][]> answer, String indexCompat) {
        if (answer.getStatus() != RestResponse.StatusCode.OK) {
            throw new WebApplicationException(answer.getStatus());
        }
        String made = answer.getHeaderString(EmbedHeaders.INDEX_COMPAT);
        if (made != null && !made.equals(indexCompat)) {
            throw new ServiceException(
                    ErrorCode.DEPENDENCY_UNAVAILABLE,
                    "the embedding service makes vectors of \"%s\" and not of \"%s\" any more"
                            .formatted(made, indexCompat));
        }
        return only(answer.getEntity());
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

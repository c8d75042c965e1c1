package io.fumikura.query.rerank;

import io.fumikura.access.http.OutgoingCredential;
import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.rerank.RankedText;
import io.fumikura.contract.rerank.RerankRequest;
import io.fumikura.query.call.CallPolicy;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.call.Dependency;
import io.fumikura.query.call.SignOfLife;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** reranker-service over REST: one call for all passages, raw scores. */
public final class RemotePassageReranker implements PassageReranker {
    private final RerankRestClient client;
    private final Dependency service;

    private RemotePassageReranker(RerankRestClient client, Dependency service) {
        this.client = client;
        this.service = service;
    }

    /**
     * @param silence after which it is asked whether it is there
     * @param credentials says for whom this service asks
     */
    public static RemotePassageReranker at(
            URI address, CallPolicy policy, Duration silence, OutgoingCredential credentials) {
        RerankRestClient client =
                QuarkusRestClientBuilder.newBuilder()
                        .baseUri(address)
                        .connectTimeout(policy.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(policy.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .register(credentials)
                        .build(RerankRestClient.class);
        SignOfLife sign = new SignOfLife(silence, client::model);
        return new RemotePassageReranker(client, new Dependency("the reranker", policy, sign));
    }

    @Override
    public Uni<List<Double>> score(String question, List<String> passages, Deadline deadline) {
        RerankRequest request = RerankRequest.logits(question, passages);
        return service.call(
                () -> client.rerank(request).map(ranked -> inOrder(ranked, passages.size())),
                deadline);
    }

    @Override
    public Uni<ModelInfo> model(Deadline deadline) {
        return service.ask(client::model, deadline);
    }

    /** The reranker answers best first; an index that is missing or a score that is none fails. */
    private static List<Double> inOrder(List<RankedText> ranked, int expected) {
        Double[] scores = new Double[expected];
        for (RankedText text : ranked) {
            if (text.index() >= 0 && text.index() < expected && Double.isFinite(text.score())) {
                scores[text.index()] = text.score();
            }
        }
        if (Arrays.asList(scores).contains(null)) {
            throw new ServiceException(
                    ErrorCode.DEPENDENCY_UNAVAILABLE,
                    "the reranker did not score each of " + expected + " passages");
        }
        return List.of(scores);
    }
}
